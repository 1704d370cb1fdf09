// What holds for every page: the rules of axe-core, and that nothing is wider than a phone.

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
const PHONE = 360;

/// The address without identities, and what kinds of elements are on the page: name, classes and role.
const kinds = () => {
  const sort = (element) => `${element.nodeName}.${[...element.classList].sort().join(".")}[${element.getAttribute("role") ?? ""}]`;
  const found = new Set();
  for (const element of document.querySelectorAll("body *:not(svg *)")) found.add(sort(element));
  // Forms are those of their body; all other pages are the same everywhere.
  const address = location.pathname.replace(/[0-9a-f]{8}-[-0-9a-f]{27}|[\w-]{30,}/g, ":id");
  return { address: /obiettivi\/:id/.test(address) ? address : address.replace(/^\/e\/[^/]+/, "/e/:body"), found: [...found] };
};

/// Rules on the whole page, or on the elements of some kinds.
const judged = async ({ runOnly, fresh }) => {
  const sort = (element) => `${element.nodeName}.${[...element.classList].sort().join(".")}[${element.getAttribute("role") ?? ""}]`;
  let context = document;
  if (fresh) {
    const wanted = new Set(fresh);
    const elements = [...document.querySelectorAll("body *:not(svg *)")].filter((element) => wanted.has(sort(element)));
    const outer = elements.filter((element) => !elements.some((other) => other !== element && other.contains(element)));
    context = { include: outer };
  }
  const { violations } = await globalThis.axe.run(context, { runOnly, resultTypes: ["violations"], iframes: false, preload: false });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.length} times, ${nodes[0].html.slice(0, 200)} (${nodes[0].any[0]?.message ?? nodes[0].failureSummary})`);
};

/// What lies outside the width of the page without being in something that scrolls.
const wide = () => {
  const over = document.documentElement.scrollWidth - globalThis.innerWidth;
  if (over <= 0) return null;
  const inside = (element) => {
    for (let up = element.parentElement; up; up = up.parentElement) {
      if (up !== document.body && up !== document.documentElement && getComputedStyle(up).overflowX !== "visible") return true;
    }
    return false;
  };
  const found = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > globalThis.innerWidth + 1 && !inside(element));
  return `${over} px too wide: ${found.slice(0, 3).map((element) => element.outerHTML.slice(0, 120)).join(" | ")}`;
};

/// What scrolls and cannot be reached by keyboard, as the rule of axe-core has it.
const unreached = () => [...document.querySelectorAll("main *")].filter((element) => {
  if (element.scrollWidth <= element.clientWidth + 1 || !/auto|scroll/.test(getComputedStyle(element).overflowX)) return false;
  return element.tabIndex < 0 && !element.querySelector("a[href], button, input:not([type=hidden]), select, textarea, [tabindex='0']");
}).map((element) => `scrolls, and no key gets there: ${element.outerHTML.slice(0, 120)}`);

/// Pages of one address are looked at whole once; when they come again, what was met nowhere before.
export class Rules {
  /// `axe`: the source of axe-core.
  constructor(axe) {
    this.axe = axe;
    this.pages = new Set();
    this.kinds = new Set();
    this.times = 0;
    this.spent = 0;
  }

  /// Looks at the page as it is now; gives what is wrong with it.
  async look(page) {
    const { address, found } = await page.evaluate(kinds);
    const known = this.pages.has(address);
    const fresh = found.filter((kind) => !this.kinds.has(kind));
    if (known && fresh.length === 0) return [];
    this.pages.add(address);
    fresh.forEach((kind) => this.kinds.add(kind));
    const begun = performance.now();
    this.times += 1;
    await page.evaluate(this.axe);
    const faults = await page.evaluate(judged, { runOnly: { type: "tag", values: TAGS }, fresh: known ? fresh : null });
    const size = page.viewportSize();
    await page.setViewportSize({ width: PHONE, height: 740 });
    const over = await page.evaluate(wide);
    const narrow = await page.evaluate(unreached);
    await page.setViewportSize(size);
    if (over) narrow.push(over);
    this.spent += performance.now() - begun;
    return [...faults, ...narrow.map((fault) => `at ${PHONE} px: ${fault}`)];
  }
}
