// Looks whether pages keep to the rules of axe-core, in Chromium.
//
//     axe.mjs FILE...
//
// Needs `axe-core` and `playwright-core` below the folder in which it runs (`npm install axe-core playwright-core`) and
// Chromium (`CHROMIUM`, else /usr/bin/chromium). Ends with 1 when a page breaks a rule, with 3 when something is missing.

import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";

const require = createRequire(path.join(process.cwd(), "node_modules", "none.js"));
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

function needed() {
  try {
    return { chromium: require("playwright-core").chromium, axe: fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8") };
  } catch {
    process.exit(3);
  }
}

const { chromium, axe } = needed();
if (!fs.existsSync(executablePath)) process.exit(3);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
let broken = 0;
const files = process.argv.slice(2);
for (const file of files) {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(path.resolve(file)).href);
  await page.addScriptTag({ content: axe });
  const { violations } = await page.evaluate(() => globalThis.axe.run(document));
  for (const { id, nodes } of violations) {
    broken += nodes.length;
    console.log(`${file}: ${id}: ${nodes[0].html.slice(0, 160)}`);
  }
  await page.close();
}
await browser.close();
console.log(`${files.length} pages against the rules of axe-core: ${broken} violations`);
process.exit(broken > 0 ? 1 : 0);
