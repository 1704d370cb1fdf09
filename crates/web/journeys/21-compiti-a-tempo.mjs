// What people do most, as the manual says it is done: with how many clicks, and how long the program takes for it.

import fs from "node:fs";

import { holds, same } from "./lib/person.mjs";
import { sample } from "./lib/samples.mjs";

export const title = "i compiti di tutti i giorni, con i clic contati";
export const where = "empty";

/// So many objectives; of each unit of the sample there are ten.
const OBJECTIVES = 80;
const OFFICES = 10;
/// The dates that are none in the document.
const WRONG_DATES = 3;

/// The forms of a sample, again and again, each with a code and a title of its own, with a few mistakes.
function document() {
  const [head, ...forms] = fs.readFileSync(sample("isola-serena.txt"), "utf8").split(/^(?=## SCHEDA PROGETTO n\. )/m);
  const code = (number) => [...(number + 1).toString(2)].map((digit) => (digit === "1" ? "I" : "V")).join("");
  let dates = 0;
  const form = (number) => forms[number % forms.length]
    .replace(/n\. \S+/, `n. ${code(number)}`)
    .replace(/^\*\*([^*:]+)\*\*$/m, `**$1, lotto ${number + 1}**`)
    .replace(/(\*\*Ufficio titolare:\*\* [^·\n]*[^·\s])/, `$1 ${(Math.floor(number / forms.length) % OFFICES) + 1}`)
    .replace("31 settembre", () => { dates += 1; return dates <= WRONG_DATES ? "31 settembre" : "30 settembre"; })
    .replace("**Incidenza (‰):** 400", number === 0 ? "**Incidenza (‰):** 450" : "$&");
  const text = [head, ...Array.from({ length: OBJECTIVES }, (_, number) => form(number))].join("");
  return { name: "quaderno-2025.txt", mimeType: "text/plain", buffer: Buffer.from(text) };
}

export async function tell({ person, step }) {
  const ada = await person("Ada Amministra");
  const task = async (told, most, act) => {
    const before = { ...ada.effort };
    const since = performance.now();
    await step(told, act);
    const clicks = ada.effort.clicks - before.clicks;
    console.log(`        ${told}: ${clicks} clic, ${((performance.now() - since) / 1000).toFixed(1)} s`);
    holds(`${told}: ${clicks} clic, al massimo ${most}`, clicks <= most);
  };
  await step("Il primo avvio", () => ada.setsUp("Comune di Isola Serena", "ada.amministra"));
  await task("dal file dell'anno scorso (80 obiettivi) a un piano senza rilievi che bloccano", 32, async () => {
    await ada.attaches("Documento", document());
    await ada.clicks("Leggi il documento");
    await ada.sees(/80 obiettivi/, /0 perse/);
    await ada.clicks("Conferma importazione");
    await ada.sees("80 obiettivi");
    for (let left = WRONG_DATES; left > 0; left -= 1) {
      await ada.goesTo("Rilievi");
      await ada.chooses("Codice", /^LETT-011/);
      await ada.clicks("Filtra");
      await ada.comes(() => ada.page.locator(".tg-cards li dl + p a").first().click());
      ada.effort.clicks += 1;
      if (!/modifica/.test(ada.page.url())) await ada.clicks("Modifica");
      const row = await ada.row("31 settembre 2025");
      await ada.writes("Conclusione", "30 settembre 2025", { within: row });
      await ada.clicks("Salva");
    }
    await ada.goesTo("Obiettivi");
    await ada.clicks("Pesi");
    await ada.writes("Peso di Approdo sicuro anche con il maestrale, lotto 1", "400");
    await ada.clicks("Salva i pesi");
    await ada.goesTo("Rilievi");
    await ada.sees(/^0 bloccano l'approvazione/);
  });
  await task("un obiettivo nuovo", 12, async () => {
    await ada.goesTo("Obiettivi");
    await ada.clicks("Nuovo obiettivo");
    await ada.chooses("Struttura", /Ufficio Approdi e spiagge 1/);
    await ada.writes("Codice", "XXX");
    await ada.writes("Titolo", "Panchine all'ombra lungo il molo");
    await ada.clicks("Aggiungi e compila la scheda");
    await ada.writes("Finalità perseguita:", "Dove si aspetta il traghetto ci si siede al fresco.");
    await ada.clicks("Salva");
    await ada.sees("Le modifiche sono salvate.");
  });
  await task("un peso corretto", 6, async () => {
    await ada.goesTo("Obiettivi");
    await ada.clicks("Pesi");
    await ada.writes("Peso di Spiagge libere senza plastica, lotto 2", "300");
    await ada.clicks("Salva i pesi");
    await ada.sees("Le modifiche sono salvate.");
    same("salvato", await ada.reads("Peso di Spiagge libere senza plastica, lotto 2"), "300");
  });
  await task("una scheda stampata", 5, async () => {
    await ada.goesTo("Obiettivi");
    await ada.clicks("Spiagge libere senza plastica, lotto 2");
    await ada.clicks("Scheda in PDF");
    await ada.page.locator("#lavori").getByText("Pronto").first().waitFor({ timeout: 30_000 });
    const file = await ada.downloads(/\.pdf$/, { within: ada.page.locator("#lavori") });
    holds(`«${file.name}» è un PDF`, file.bytes.subarray(0, 5).toString() === "%PDF-");
  });
}
