// The timetable of the plan: seen whole, set by keyboard and by mouse.

import { Keyboard } from "./lib/keyboard.mjs";
import { holds, same } from "./lib/person.mjs";

export const title = "il cronoprogramma: si vede intero, si compila con tastiera e mouse";
export const shows = true;

const [FIRST, SECOND] = ["1 Progetto esecutivo e gara", "2 Lavori a scuola chiusa"];

export async function tell({ person, step }) {
  const paola = await person("Paola Programma");
  const row = (label) => paola.page.locator("#tempi tbody tr, .tg-timetable tbody tr", { has: paola.page.getByRole("rowheader", { name: label, exact: true }) });
  const marked = (label) => row(label).locator("input[type=checkbox]").evaluateAll((all) => all.map((one) => one.checked));
  await step("Dall'elenco apro il cronoprogramma: ogni fase dice quando, a parole e nel disegno", async () => {
    await paola.signsIn("programmazione.castelrosso");
    await paola.goesTo("Obiettivi");
    await paola.clicks("Cronoprogramma");
    await paola.isAt("Cronoprogramma");
    await paola.sees("dal 01/01/2025 al 30/06/2025");
    await paola.shows("cronoprogramma", { height: 760 });
  });
  await step("Guardo una struttura sola", async () => {
    await paola.chooses("Struttura", /Area Tecnica/);
    await paola.clicks("Filtra");
    await paola.doesNotSee("Anagrafe delle concessioni cimiteriali");
    holds("la fase ha il suo disegno", (await row(FIRST).locator("svg rect").count()) > 0);
  });
  await step("Modifico i tempi con la tastiera: Maiusc e freccia continua il segno", async () => {
    await paola.clicks(/^Modifica i tempi/);
    same("prima", [await marked(FIRST), await marked(SECOND)], [[true, false, false, false], [false, true, true, false]]);
    const keys = new Keyboard(paola);
    await keys.tabsTo(({ field }) => /^m\./.test(field));
    await keys.press("Shift+ArrowRight");
    same("con la tastiera", await marked(FIRST), [true, true, false, false]);
  });
  await step("Con il mouse trascino il segno, e salvo", async () => {
    const boxes = row(SECOND).locator("input[type=checkbox]");
    const centre = async (at) => { const box = await boxes.nth(at).boundingBox(); return [box.x + box.width / 2, box.y + box.height / 2]; };
    await boxes.first().scrollIntoViewIfNeeded();
    await paola.page.mouse.move(...(await centre(0)));
    await paola.page.mouse.down();
    await paola.page.mouse.move(...(await centre(1)), { steps: 6 });
    await paola.page.mouse.up();
    same("con il mouse", await marked(SECOND), [true, true, true, false]);
    await paola.shows("cronoprogramma-tempi", { height: 700 });
    await paola.clicks("Salva i tempi");
    await paola.sees("Le modifiche sono salvate.");
    same("salvato", [await marked(FIRST), await marked(SECOND)], [[true, true, false, false], [true, true, true, false]]);
  });
  await step("La scheda e la storia dicono la stessa cosa", async () => {
    await paola.opensObjective("Nuova copertura della scuola primaria di via dei Tigli");
    await paola.clicks("Storia");
    await paola.sees(/fase 1, mesi/i);
    holds("una sola modifica", (await paola.page.getByText(/fase 2, mesi/i).count()) > 0);
  });
}
