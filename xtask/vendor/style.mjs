// The part of Bootstrap Italia that our pages use.

/// Kept although no page may name them yet, so that a new page seldom asks for a new style: columns, spaces, and how
/// things stand beside each other.
const KEPT = [
  /^(container|container-fluid|row|col|col-auto)$/,
  /^col-(md-|lg-)?(1[0-2]|[1-9]|auto)$/,
  /^g[xy]?-[0-5]$/,
  /^[mp][tbsexy]?-[0-5]$/,
  /^m[tbsexy]?-auto$/,
  /^d-(md-|lg-|print-)?(none|block|flex|inline-block|table-cell)$/,
  /^flex-(column|row|wrap|nowrap|grow-1|shrink-0)$/,
  /^(justify-content|align-items)-(start|end|center|between|baseline)$/,
  /^gap-[0-5]$/,
  /^text-(start|end|center|nowrap|break|muted)$/,
  /^w-(50|100|auto)$/,
  /^visually-hidden(-focusable)?$/,
  /^btn-(primary|secondary|outline-primary|outline-secondary|outline-danger|danger|link)$/,
  /^icon-(xs|sm|primary|secondary|success|warning|danger|white)$/,
];

/// Rules that want the script of Bootstrap Italia, or work against the keyboard without it: the mark of what has the
/// focus is our own.
const UNWANTED = /data-focus-mouse|\.vjs-|::-moz-focus-inner/;

/// What looks like a field is for our own style to say: here Bootstrap Italia insists.
const FIELD = /\.form-control|^(input|select|textarea)/;

/// The rules that are used, without properties that nobody reads.
export async function purge(require, css, { classes, tags }) {
  const { PurgeCSS } = require("purgecss");
  const postcss = require("postcss");
  const tree = postcss.parse(css.replace(/^\uFEFF/, "").replace(/\/\*# sourceMappingURL=.*?\*\//, ""));
  tree.walkComments((comment) => comment.remove());
  tree.walkRules((rule) => {
    const kept = rule.selectors.filter((selector) => !UNWANTED.test(selector));
    if (kept.length === 0) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
    if (FIELD.test(rule.selector)) rule.walkDecls((declaration) => { declaration.important = false; });
  });
  const found = { classes: [...classes], tags: [...tags], ids: [], undetermined: [], attributes: { names: ["*"], values: [] } };
  const [{ css: purged }] = await new PurgeCSS().purge({
    content: [{ raw: " ", extension: "names" }],
    extractors: [{ extensions: ["names"], extractor: () => found }],
    css: [{ raw: tree.toString() }],
    safelist: { standard: [...KEPT, /^:root$/] },
    dynamicAttributes: ["type", "disabled", "readonly", "aria-current", "aria-expanded", "hidden", "open", "href", "class", "title", "tabindex", "list"],
    keyframes: true,
    variables: true,
    fontFace: true,
  });
  return purged;
}
