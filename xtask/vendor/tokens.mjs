// What our pages and scripts name: classes, elements, icons.

import fs from "node:fs";
import path from "node:path";

function files(folder, ending) {
  const entries = fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const inner = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "served" ? [] : files(inner, ending);
    return entry.name.endsWith(ending) ? [inner] : [];
  });
}

const words = (text) => text.split(/[^\w:/.-]+/).filter(Boolean);
const strings = (text) => [...text.matchAll(/"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`([^`]*)`/g)].map((m) => m[1] ?? m[2] ?? m[3]);

/// Templates are read for the values of `class` and for the strings in expressions, so that a word of a text is not
/// taken for a class; sources in Rust and scripts for their strings.
export function tokens(web) {
  const classes = new Set();
  const tags = new Set(["html", "body"]);
  const all = new Set();
  const add = (to, text) => words(text).forEach((word) => { to.add(word); all.add(word); });
  for (const file of files(path.join(web, "templates"), ".html")) {
    const text = fs.readFileSync(file, "utf8").replace(/\{#.*?#\}/gs, " ");
    for (const [, value] of text.matchAll(/\bclass="((?:\{\{.*?\}\}|\{%.*?%\}|[^"])*)"/gs)) {
      add(classes, value.replace(/\{\{.*?\}\}|\{%.*?%\}/gs, " "));
    }
    for (const [inside] of text.matchAll(/\{\{.*?\}\}|\{%.*?%\}/gs)) strings(inside).forEach((value) => add(classes, value));
    for (const [, id] of text.matchAll(/href="#(it-[\w-]+)"/g)) all.add(id);
    for (const [, tag] of text.matchAll(/<([a-z][a-z0-9]*)/g)) tags.add(tag);
  }
  for (const file of files(path.join(web, "src"), ".rs")) strings(fs.readFileSync(file, "utf8")).forEach((value) => add(classes, value));
  for (const file of files(path.join(web, "assets"), ".js")) strings(fs.readFileSync(file, "utf8")).forEach((value) => add(classes, value));
  return { classes, tags, all };
}
