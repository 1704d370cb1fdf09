// Makes what crates/web serves, from the packages in the folder in which it runs and our own sources.
//
//     vendor.mjs ROOT
//
// Writes crates/web/assets: served/ (style, script and fonts, each also compressed), icons.svg, LICENSES.md and
// vendored.toml. The same sources give the same bytes.

import crypto from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import zlib from "node:zlib";

import { purge } from "./style.mjs";
import { tokens } from "./tokens.mjs";

const require = createRequire(path.join(process.cwd(), "node_modules", "none.js"));
const esbuild = require("esbuild");

const root = process.argv[2];
const web = path.join(root, "crates/web");
const assets = path.join(web, "assets");
const served = path.join(assets, "served");

/// The weights of Titillium Web that the style names.
const FONTS = { 400: "regular", 600: "600", 700: "700" };
/// What browsers of the last years understand; layers of styles are the newest thing we need.
const TARGET = ["chrome99", "edge99", "firefox97", "safari15.4"];

const sources = [];
const sha256 = (bytes) => crypto.createHash("sha256").update(bytes).digest("hex");
/// As in `assets.rs`: the part of the digest that stands in a path.
const short = (bytes) => sha256(bytes).slice(0, 16);
const version = (name) => JSON.parse(fs.readFileSync(path.join("node_modules", name, "package.json"), "utf8")).version;
const own = (name) => fs.readFileSync(path.join(assets, name), "utf8");

/// A file of a package, noted with its digest.
function take(name, file) {
  const bytes = fs.readFileSync(path.join("node_modules", name, file));
  sources.push({ package: name, version: version(name), file, sha256: sha256(bytes) });
  return bytes;
}

/// A served file, beside it what the server sends to browsers that take it compressed.
function write(name, bytes, compress = true) {
  fs.writeFileSync(path.join(served, name), bytes);
  if (!compress) return;
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT, BROTLI_MAX_QUALITY } = zlib.constants;
  const params = { [BROTLI_PARAM_QUALITY]: BROTLI_MAX_QUALITY, [BROTLI_PARAM_SIZE_HINT]: bytes.length };
  fs.writeFileSync(path.join(served, `${name}.br`), zlib.brotliCompressSync(bytes, { params }));
  fs.writeFileSync(path.join(served, `${name}.gz`), zlib.gzipSync(bytes, { level: 9 }));
}

function fonts() {
  const faces = {};
  for (const [weight, file] of Object.entries(FONTS)) {
    const folder = "dist/fonts/Titillium_Web";
    const bytes = take("bootstrap-italia", `${folder}/titillium-web-v10-latin-ext_latin-${file}.woff2`);
    const name = `titillium-web-${weight}.woff2`;
    write(name, bytes, false);
    faces[name] = `../${short(bytes)}/${name}`;
  }
  return faces;
}

async function style(used, faces) {
  const theirs = take("bootstrap-italia", "dist/css/bootstrap-italia.min.css").toString("utf8");
  const purged = await purge(require, theirs, used);
  let text = own("fonts.css");
  for (const [name, address] of Object.entries(faces)) text = text.replace(`url("${name}")`, `url("${address}")`);
  // What is ours stands outside the layer, and so above it, whatever the selectors.
  text = `@layer bootstrap-italia{${purged}}\n${text}\n${own("traguardo.css")}`;
  const { code } = esbuild.transformSync(text, { loader: "css", minify: true, target: TARGET, legalComments: "none" });
  const banner = `/*! Traguardo; Bootstrap Italia ${version("bootstrap-italia")} (BSD-3-Clause) on Bootstrap (MIT) */\n`;
  write("traguardo.css", Buffer.from(banner + code));
}

function script() {
  const theirs = take("htmx.org", "dist/htmx.min.js").toString("utf8").replace(/\n\/\/# sourceMappingURL=.*\s*$/, "");
  const options = { loader: "js", minify: true, target: TARGET, legalComments: "none" };
  const { code } = esbuild.transformSync(own("traguardo.js"), options);
  const banner = `/*! Traguardo; htmx ${version("htmx.org")} (0BSD) */\n`;
  write("traguardo.js", Buffer.from(`${banner}${theirs.trimEnd()}\n;${code}`));
}

/// The symbols that are named somewhere, in one picture that pages carry.
function icons(used) {
  const sprite = take("bootstrap-italia", "dist/svg/sprites.svg").toString("utf8");
  const symbols = [...sprite.matchAll(/<symbol id="([^"]+)".*?<\/symbol>/gs)];
  const kept = symbols.filter(([, id]) => used.all.has(id)).map(([text]) => text);
  const open = '<svg xmlns="http://www.w3.org/2000/svg" class="d-none" width="0" height="0" aria-hidden="true">';
  fs.writeFileSync(path.join(assets, "icons.svg"), `${open}${kept.join("")}</svg>\n`);
}

function licences() {
  const read = (name, file) => fs.readFileSync(path.join("node_modules", name, file), "utf8").trim();
  const part = (title, what, text) => `## ${title}\n\n${what}\n\n\`\`\`text\n${text}\n\`\`\`\n`;
  const text = [
    "# Licences of what is served and not ours\n\nWritten by `cargo xtask vendor`.\n",
    part(`Bootstrap Italia ${version("bootstrap-italia")}`, "BSD-3-Clause: parts of the style, the icons. © Presidenza del Consiglio dei Ministri and the authors.", read("bootstrap-italia", "LICENSE")),
    part(`Bootstrap ${version("bootstrap")}`, "MIT: Bootstrap Italia is made from it.", read("bootstrap", "LICENSE")),
    part("Titillium Web", "SIL Open Font License 1.1: the typeface.", read("bootstrap-italia", "dist/fonts/Titillium_Web/OFL.txt")),
    part(`htmx ${version("htmx.org")}`, "Zero-Clause BSD: the first part of the script.", read("htmx.org", "LICENSE")),
  ];
  fs.writeFileSync(path.join(assets, "LICENSES.md"), `${text.join("\n")}`.replace(/[ \t]+$/gm, ""));
}

function account() {
  const line = (key, value) => `${key} = ${JSON.stringify(value)}\n`;
  const table = (name, fields) => `\n[[${name}]]\n${Object.entries(fields).map(([k, v]) => line(k, v)).join("")}`;
  const file = (folder) => (name) => ({ file: name, sha256: sha256(fs.readFileSync(path.join(folder, name))) });
  let text = "# What crates/web serves, and what it was made from. Written by `cargo xtask vendor`; a test reads it.\n";
  for (const source of sources) text += table("source", source);
  for (const source of ["fonts.css", "traguardo.css", "traguardo.js"].map(file(assets))) text += table("own", source);
  for (const name of ["icons.svg", "LICENSES.md"].map(file(assets))) text += table("made", name);
  for (const made of fs.readdirSync(served).sort().map(file(served))) {
    text += table("made", { ...made, file: `served/${made.file}` });
  }
  fs.writeFileSync(path.join(assets, "vendored.toml"), text);
}

/// A source of the same version with other bytes is not the source we know.
function compare() {
  const known = path.join(assets, "vendored.toml");
  if (!fs.existsSync(known)) return;
  const text = fs.readFileSync(known, "utf8");
  for (const [, name, of, file, digest] of text.matchAll(/package = "(.*)"\nversion = "(.*)"\nfile = "(.*)"\nsha256 = "(.*)"/g)) {
    const now = sources.find((source) => source.package === name && source.version === of && source.file === file);
    if (now && now.sha256 !== digest) throw new Error(`${name} ${of}: ${file} is not what it was`);
  }
}

const used = tokens(web);
fs.rmSync(served, { recursive: true, force: true });
fs.mkdirSync(served, { recursive: true });
await style(used, fonts());
script();
icons(used);
licences();
compare();
account();
for (const name of fs.readdirSync(served).sort()) {
  console.log(`${String(fs.statSync(path.join(served, name)).size).padStart(8)}  ${name}`);
}
