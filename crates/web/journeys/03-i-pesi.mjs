// The planner mends weights, all on one page.

import { same } from "./lib/person.mjs";

export const title = "chi coordina sistema i pesi di tutte le strutture in una pagina";
export const shows = true;

export async function tell({ person, step }) {
  const paola = await person("Paola Programma");
  const unit = paola.page.locator("table", { has: paola.page.getByText("Lettura mensile dei consumi") });
  const sum = () => paola.page.locator("[data-somma-di]", { hasText: "Area Finanziaria" }).textContent().then((text) => text.trim());
  await step("Dall'elenco degli obiettivi apro Pesi", async () => {
    await paola.signsIn("programmazione.castelrosso");
    await paola.goesTo("Obiettivi");
    await paola.clicks("Pesi");
    await paola.isAt("Pesi degli obiettivi");
  });
  await step("Cambio un peso: la somma della struttura si aggiorna mentre scrivo", async () => {
    same("prima", await sum(), "Area Finanziaria: 100 su 100");
    await paola.writes("Peso di Lettura mensile dei consumi degli edifici comunali", "40,5");
    await paola.page.waitForTimeout(250);
    same("mentre scrivo", await sum(), "Area Finanziaria: 95,5 su 100, mancano 4,5");
    await paola.shows("pesi", { height: 760 });
  });
  await step("Rimetto in pari un altro peso e salvo", async () => {
    await paola.writes("Peso di Mappa delle occupazioni di suolo pubblico", "34,5");
    await paola.page.waitForTimeout(250);
    same("in pari", await sum(), "Area Finanziaria: 100 su 100");
    await paola.clicks("Salva i pesi");
    await paola.sees("Le modifiche sono salvate.");
    same("salvato", await paola.reads("Peso di Mappa delle occupazioni di suolo pubblico"), "34,5");
  });
  await step("Un peso che non è un numero si vede subito", async () => {
    await paola.writes("Peso di Mappa delle occupazioni di suolo pubblico", "un terzo");
    await paola.page.waitForTimeout(250);
    same("detto", await sum(), "Area Finanziaria: 65,5 su 100, mancano 34,5; un valore non è un numero");
    await paola.writes("Peso di Mappa delle occupazioni di suolo pubblico", "34,5");
  });
  await step("Incollo una colonna copiata da un foglio di calcolo, e ci ripenso", async () => {
    await unit.locator("[data-somma]").first().evaluate((field) => {
      field.focus();
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", "50\n30\n20\n");
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    });
    same("incollato", await unit.locator("[data-somma]").evaluateAll((all) => all.map((one) => one.value)), ["50", "30", "20"]);
    await paola.presses("Ripristina com’era");
    same("ripristinato", await unit.locator("[data-somma]").evaluateAll((all) => all.map((one) => one.value)), ["40,5", "34,5", "25"]);
  });
  await step("Le somme dell'elenco dicono le stesse cose", async () => {
    await paola.clicks("Salva i pesi");
    await paola.goesTo("Obiettivi");
    await paola.sees(/Area Finanziaria: 100 su 100/);
  });
}
