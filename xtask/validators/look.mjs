// Looks at the style guide of the application in Chromium: rules of axe-core with and without scripts, widths, bytes,
// what the policy refuses, and what our script does.
//
//     look.mjs ADDRESS
//
// Needs what axe.mjs needs, in the same place. Ends with 1 when something is wrong, with 3 when something is missing.

import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";

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

const base = process.argv[2].replace(/\/$/, "");
const PAGES = ["/", "/elenco", "/modulo", "/modulo?errori=si", "/conferma", "/accesso", "/errore"];
const WIDTHS = [1280, 768, 360];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
const MOST = { requests: 6, bytes: 150_000 };

const faults = [];
const wrong = (where, what) => faults.push(`${where}: ${what}`);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

async function open(address, { width = 1280, scripts = true } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, locale: "it-IT" });
  // Not by the switch of the browser: the rules of axe-core are a script, too.
  if (!scripts) await context.route("**/*.js", (route) => route.abort());
  const page = await context.newPage();
  page.on("console", (said) => {
    if (said.type() === "error" && !/status of 404|ERR_FAILED/.test(said.text())) wrong(address, said.text());
  });
  page.on("pageerror", (error) => wrong(address, error.message));
  await page.goto(base + address, { waitUntil: "networkidle" });
  return page;
}

async function rules(page, where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: "tag", values } }), TAGS);
  for (const { id, nodes } of violations) wrong(where, `${id}: ${nodes[0].html.slice(0, 160)}`);
}

async function everyPage() {
  for (const address of PAGES) {
    for (const width of WIDTHS) {
      for (const scripts of [true, false]) {
        const where = `${address} at ${width} px${scripts ? "" : " without scripts"}`;
        const page = await open(address, { width, scripts });
        const over = await page.evaluate(() => document.documentElement.scrollWidth - globalThis.innerWidth);
        if (over > 0) wrong(where, `is ${over} px too wide`);
        await rules(page, where);
        for (const menu of await page.locator("details[data-menu] > summary:visible").all()) {
          await menu.focus();
          await page.keyboard.press("Enter");
          await rules(page, `${where}, menu open`);
          await page.keyboard.press("Enter");
        }
        await page.context().close();
      }
    }
  }
}

/// Where scripts are switched off, menus open and forms are sent.
async function withoutScripts() {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 }, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${base}/modulo`);
  for (const name of ["details.tg-nav-narrow", "details.tg-person"]) {
    await page.locator(`${name} > summary`).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    if (!(await page.locator(`${name} a:focus`).isVisible())) wrong("without scripts", `${name} does not open`);
    await page.locator(`${name} > summary`).press("Enter");
  }
  if ((await page.locator(".tg-js:visible").count()) > 0) wrong("without scripts", "something shown needs the script");
  await page.locator("#titolo").fill("Un altro titolo");
  await Promise.all([page.waitForURL("**/elenco"), page.locator("[data-salva]").click()]);
  await context.close();
}

/// What the first view of a long list asks for, compressed as it travels.
async function weigh() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  const requests = [];
  const names = new Map();
  session.on("Network.requestWillBeSent", ({ requestId, request }) => { if (!request.url.startsWith("data:")) names.set(requestId, request.url); });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => { if (names.has(requestId)) requests.push([names.get(requestId), encodedDataLength]); });
  await page.goto(`${base}/elenco`, { waitUntil: "networkidle" });
  const bytes = requests.reduce((sum, [, length]) => sum + length, 0);
  for (const [name, length] of requests) console.log(`${String(length).padStart(8)}  ${name.replace(base, "")}`);
  console.log(`${String(bytes).padStart(8)}  in ${requests.length} requests`);
  if (requests.length > MOST.requests || bytes > MOST.bytes) wrong("/elenco", `${requests.length} requests, ${bytes} bytes`);
  await context.close();
}

const same = (where, found, wanted) => {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) wrong(where, `${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
};

/// Pastes as the clipboard of another program would.
const paste = (place, kinds) => place.evaluate((element, given) => {
  element.focus();
  const clipboardData = new DataTransfer();
  for (const [kind, text] of Object.entries(given)) clipboardData.setData(kind, text);
  element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}, kinds);

const BEHAVIOUR = {
  async "weights are added exactly while they are written"(page) {
    const sum = page.locator("[data-somma-di] output");
    same("before", await sum.textContent(), "Somma dei pesi delle fasi: 97,5 su 100, mancano 2,5");
    await page.locator("[data-somma]").first().fill("22,5");
    await page.waitForTimeout(300);
    same("after", await sum.textContent(), "Somma dei pesi delle fasi: 100 su 100");
    await page.locator("[data-somma]").first().fill("22,51");
    await page.waitForTimeout(300);
    same("over", await sum.textContent(), "Somma dei pesi delle fasi: 100,01 su 100, 0,01 in più");
  },
  async "cells of a spreadsheet fill fields, add rows, and can be taken back"(page) {
    await paste(page.locator("#fasi tbody tr").nth(3).locator("textarea").first(), { "text/plain": "Uno\tFatto\t10\r\n\"Due\nrighe\"\tFatto\t12,5\r\nTre\tFatto\t7\tdi troppo\r\n" });
    const rows = page.locator("#fasi tbody tr");
    same("rows", await rows.count(), 6);
    same("cell", await rows.nth(4).locator("textarea").first().inputValue(), "Due\nrighe");
    same("name", await rows.nth(5).locator("[data-somma]").getAttribute("name"), "fasi.5.peso");
    same("place", await rows.nth(5).locator("[data-ordine]").inputValue(), "6");
    same("told", await page.locator(".tg-told span").textContent(), "Incollate 3 righe per 3 colonne in «Fasi dell’obiettivo». Una cella non ha trovato posto.");
    await page.locator(".tg-told button").click();
    same("rows taken back", await rows.count(), 4);
    same("cell taken back", await rows.nth(3).locator("textarea").first().inputValue(), "Entrata a regime");
  },
  async "bullets of a word processor stay bullets"(page) {
    const area = page.locator("#descrizione");
    await area.fill("");
    await paste(area, { "text/plain": "x", "text/html": "<p>Prima:</p><ul><li>uno</li><li>due <b>forti</b><ul><li>sotto</li></ul></li></ul><ol><li>primo</li><li><p>secondo</p></li></ol><p>Fine</p>" });
    same("lists", await area.inputValue(), "Prima:\n- uno\n- due forti\n  - sotto\n1. primo\n2. secondo\nFine");
    await area.fill("");
    await paste(area, { "text/plain": "x", "text/html": "<html><head><style>p{}</style></head><body><!--StartFragment--><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>ridurre\n i tempi</p><p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp;</span></span>è più breve</p><p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2)<span>&nbsp;</span></span>numero</p></body></html>" });
    same("Word", await area.inputValue(), "- ridurre i tempi\n  - è più breve\n2) numero");
  },
  async "rows are added, moved and taken away"(page) {
    const titles = () => page.locator("#fasi tbody tr td:nth-child(2) textarea").evaluateAll((all) => all.map((one) => one.value));
    await page.locator("[data-sposta-giu]").first().click();
    same("moved", (await titles()).slice(0, 2), ["Nuova modulistica", "Analisi delle pratiche del 2025"]);
    await page.locator("[data-togli-riga]").first().click();
    same("taken away", (await titles())[0], "Analisi delle pratiche del 2025");
    same("places", await page.locator("[data-ordine]").evaluateAll((all) => all.map((one) => one.value)), ["1", "2", "3"]);
    await page.locator(".tg-told button").click();
    same("back", (await titles())[0], "Nuova modulistica");
    await page.locator("[data-aggiungi-riga]").click();
    same("added", (await titles()).length, 5);
    same("focus", await page.evaluate(() => document.activeElement.name), "fasi.4.ordine");
  },
  async "months are chosen by keyboard and painted by mouse"(page) {
    const chosen = () => page.locator("#mesi tbody tr").nth(1).locator("input").evaluateAll((all) => all.map((one) => (one.checked ? "x" : "-")).join(""));
    same("before", await chosen(), "---xxxx-----");
    const box = page.locator("#mesi tbody tr").nth(1).locator("input").nth(6);
    await box.focus();
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Shift+ArrowRight");
    same("extended", await chosen(), "---xxxxxx---");
    await page.keyboard.press("Control+ArrowLeft");
    await page.keyboard.press("Space");
    same("far and Space", await chosen(), "x--xxxxxx---");
    same("one stop", await page.locator("#mesi input[tabindex='0']").count(), 1);
    const cell = (at) => page.locator("#mesi tbody tr").nth(1).locator("td").nth(at);
    await cell(9).scrollIntoViewIfNeeded();
    const [from, to] = [await cell(9).boundingBox(), await cell(11).boundingBox()];
    await page.mouse.move(from.x + 4, from.y + 4);
    await page.mouse.down();
    await page.mouse.move(to.x + 4, to.y + 4, { steps: 8 });
    await page.mouse.up();
    same("painted", await chosen(), "x--xxxxxxxxx");
    await page.waitForTimeout(50);
    await page.locator("#mesi tbody tr").nth(1).locator("input").nth(9).click();
    same("clicked", await chosen(), "x--xxxxxx-xx");
  },
  async "drafts go to the server"(page) {
    const sent = page.waitForRequest("**/bozza");
    await page.locator("#titolo").fill("Un altro titolo");
    const body = new URLSearchParams((await sent).postData());
    same("sent", [body.get("titolo"), body.get("csrf"), body.get("bozza")], ["Un altro titolo", "made-up", "obiettivo-3.2"]);
    await page.waitForFunction(() => /^Bozza salvata alle \d\d:\d\d$/.test(document.querySelector("[data-bozza-stato]").textContent));
  },
  async "unsaved text is not left without a question"(page) {
    let asked = 0;
    page.on("dialog", (dialog) => { asked += 1; dialog.dismiss(); });
    await page.locator("#titolo").pressSequentially("x");
    await page.close({ runBeforeUnload: true });
    await new Promise((done) => { setTimeout(done, 500); });
    same("asked", asked, 1);
  },
  async "keys save, and show what they do"(page) {
    await page.locator("#titolo").focus();
    await page.keyboard.press("?");
    same("a question mark in a text", await page.locator("#scorciatoie").evaluate((dialog) => dialog.open), false);
    await page.locator("main").focus();
    await page.keyboard.press("?");
    same("the list", await page.locator("#scorciatoie").evaluate((dialog) => dialog.open), true);
    await rules(page, "the list of shortcuts");
    await page.locator("[data-scorciatoie-tasto]").uncheck();
    await page.keyboard.press("Escape");
    await page.locator("main").focus();
    await page.keyboard.press("?");
    same("turned off", await page.locator("#scorciatoie").evaluate((dialog) => dialog.open), false);
    await page.locator("#titolo").focus();
    await Promise.all([page.waitForURL("**/elenco"), page.keyboard.press("Alt+s")]);
    await page.goto(`${base}/modulo`);
    await page.locator("#descrizione").focus();
    await Promise.all([page.waitForURL("**/elenco"), page.keyboard.press("Control+Enter")]);
  },
  async "characters are counted"(page) {
    await page.locator("#descrizione").fill("è".repeat(601));
    same("counted", await page.locator("[data-conta-di]").textContent(), "601 caratteri su 600: ce n’è uno in più");
  },
  async "a filter puts the list in anew, without a new page"(page) {
    await page.goto(`${base}/elenco`);
    await page.evaluate(() => { globalThis.same = true; });
    await page.locator("#cerca").fill("scuola");
    const asked = page.waitForResponse((response) => response.url().includes("cerca=scuola"));
    await page.locator(".tg-filters button").click();
    same("asked by the script", Boolean((await (await asked).request().allHeaders())["hx-request"]), true);
    await page.waitForFunction(() => location.search.includes("cerca=scuola"));
    await page.waitForFunction(() => /1–\d+ di \d+ obiettivi/.test([...document.querySelectorAll("[role=status].visually-hidden")].at(-1).textContent));
    same("same page", await page.evaluate(() => globalThis.same), true);
    same("one list", await page.locator("#elenco").count(), 1);
    const rows = await page.locator("#obiettivi tbody tr").count();
    if (rows === 0 || rows >= 80) wrong("filtered", `${rows} rows`);
  },
  async "menus close with Esc and give the focus back"(page) {
    const menu = page.locator("details.tg-person");
    await menu.locator("summary").click();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    same("closed", await menu.evaluate((details) => [details.open, document.activeElement === details.querySelector("summary")]), [false, true]);
    await menu.locator("summary").click();
    await page.locator("h1").click();
    same("elsewhere", await menu.evaluate((details) => details.open), false);
  },
};

await everyPage();
await withoutScripts();
await weigh();
for (const [name, holds] of Object.entries(BEHAVIOUR)) {
  const before = faults.length;
  const page = await open("/modulo");
  await holds(page).catch((error) => wrong(name, error.message.split("\n")[0]));
  await page.context().close();
  console.log(`${faults.length === before ? "ok   " : "WRONG"} ${name}`);
}
await browser.close();
faults.forEach((fault) => console.log(fault));
console.log(`${PAGES.length} pages in ${WIDTHS.length} widths, with and without scripts: ${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
