// The tree with its coverage, the structures with their other names, the search.

import { holds } from "./lib/person.mjs";

export const title = "albero con la copertura, voce nuova, collegamento, strutture, ricerca";
export const shows = true;

export async function tell({ person, step }) {
  const paola = await person("Paola Programma");
  await paola.signsIn("programmazione");
  const branch = (text) => paola.page.locator(".tg-tree > li", { hasText: text }).last();
  await step("L'albero dice quali voci non hanno obiettivi", async () => {
    await paola.goesTo("Albero della performance");
    await paola.sees(/senza obiettivi, fra quelle in fondo ai rami/, "Biblioteca oltre orario");
    await paola.shows("albero", { height: 760 });
  });
  await step("Aggiungo una voce: il titolo è obbligatorio", async () => {
    await paola.clicks("Nuova voce");
    await paola.clicks("Salva", { status: 422 });
    await paola.chooses("Livello", /Operativo/i);
    await paola.writes("Codice", "03.01.09");
    await paola.writes("Titolo", "Una biblioteca anche d'estate sulla spiaggia");
    await paola.chooses("Voce superiore", /^03\.01\. /);
    await paola.clicks("Salva");
    await paola.isAt("Albero della performance");
    holds("è senza obiettivi", (await branch("03.01.09").textContent()).includes("senza obiettivi"));
  });
  await step("Collego un obiettivo alla voce: la copertura cambia", async () => {
    await paola.opensObjective("Biblioteca oltre orario", { toWrite: true });
    const operative = paola.page.getByLabel("Obiettivo Operativo Dup:").last();
    const wanted = (await operative.locator("option").allTextContents()).find((text) => text.includes("03.01.09"));
    await operative.selectOption({ label: wanted });
    await paola.clicks("Salva");
    await paola.sees("Le modifiche sono salvate.");
    await paola.goesTo("Albero della performance");
    holds("ha un obiettivo", /1 obiettivo/.test(await branch("03.01.09").textContent()));
  });
  await step("Correggo la voce, e ne tolgo una che non serve", async () => {
    await paola.clicks(/^Modifica ?03\.01\.09/);
    await paola.writes("Titolo", "Una biblioteca d'estate sulla spiaggia");
    await paola.clicks("Salva");
    await paola.sees("Una biblioteca d'estate sulla spiaggia", "Le modifiche sono salvate.");
    await paola.clicks(/^Modifica ?02\.01\.03/);
    await paola.page.locator("summary", { hasText: "Togli questa voce" }).click();
    await paola.clicks("Togli dall'albero");
    await paola.doesNotSee(/Piano del colore delle facciate/);
  });
  await step("Nelle strutture scrivo come i documenti chiamano la stessa struttura", async () => {
    await paola.goesTo("Strutture");
    await paola.clicks("SETTORE 1 FINANZE E PATRIMONIO");
    await paola.writes("Altre denominazioni", "SETTORE 1 - FINANZE, PATRIMONIO\nServizio Finanziario");
    await paola.shows("struttura", { height: 800 });
    await paola.clicks("Salva");
    await paola.sees(/Servizio Finanziario/);
    await paola.clicks("Nuova struttura");
    await paola.writes("Denominazione", "Ufficio Europa");
    await paola.chooses("Struttura superiore", /SETTORE 1/);
    await paola.writes("Valida dal", "2026-03-01");
    await paola.clicks("Salva");
    await paola.sees("Ufficio Europa", /01\/03\/2026/);
  });
  await step("Cerco da qualunque pagina, con le prime lettere", async () => {
    await paola.page.getByRole("searchbox", { name: "Parole da cercare negli obiettivi" }).fill("compost");
    await paola.comes(() => paola.page.keyboard.press("Enter"));
    await paola.sees("1 obiettivo trovato", "Compostiere di comunità");
    await paola.writes("Parole da cercare", "sommergibile");
    await paola.clicks("Cerca", { within: paola.page.locator("main") });
    await paola.sees("Nessun obiettivo trovato");
  });
}
