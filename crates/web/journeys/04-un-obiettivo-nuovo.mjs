// A new objective, filled in and printed.

import { holds } from "./lib/person.mjs";

export const title = "un obiettivo nuovo, stampato in PDF";
export const shows = true;

export async function tell({ person, step }) {
  const paola = await person("Paola Programma");
  await step("Comincio un obiettivo nuovo: senza il titolo non va avanti", async () => {
    await paola.signsIn("programmazione.castelrosso");
    await paola.goesTo("Obiettivi");
    await paola.clicks("Nuovo obiettivo");
    await paola.clicks("Aggiungi e compila la scheda", { status: 422 });
    await paola.sees(/dat[oi] da correggere/);
  });
  await step("Scelgo la struttura e scrivo codice e titolo", async () => {
    await paola.chooses("Struttura", /Area Vigilanza/);
    await paola.writes("Codice", "13");
    await paola.writes("Titolo", "Attivare un punto di ascolto nelle frazioni");
    await paola.shows("obiettivo-nuovo", { height: 620 });
    await paola.clicks("Aggiungi e compila la scheda");
    await paola.isAt("Attivare un punto di ascolto nelle frazioni");
  });
  await step("La scheda è quella del mio ente: scrivo una fase, il suo indicatore e il valore atteso", async () => {
    const row = paola.page.locator("main tr.tg-new").first();
    await row.getByLabel("Fase", { exact: true }).fill("1");
    await row.getByLabel("Descrizione fase").fill("Apertura del punto di ascolto un pomeriggio alla settimana");
    await row.getByLabel("Mesi previsti: II trim.").check();
    await row.getByLabel("Indicatore").fill("Pomeriggi di apertura");
    await row.getByLabel("U.M.").fill("n.");
    const understood = paola.page.waitForResponse(/controlla$/);
    await row.getByLabel("Target 2025").fill("almeno 40");
    await understood;
    await paola.sees(/Inteso come: .*40/);
    await paola.shows("scheda-modifica", { height: 820 });
    await paola.clicks("Salva");
    await paola.sees("Le modifiche sono salvate.");
  });
  await step("Chiedo la scheda in PDF: la pagina Documenti dice a che punto è, e si aggiorna da sola", async () => {
    await paola.clicks("Scheda");
    await paola.clicks("Scheda in PDF");
    await paola.isAt("Documenti");
    await paola.page.locator("#lavori").getByText("Pronto").first().waitFor({ timeout: 30_000 });
    await paola.shows("documenti", { height: 760 });
  });
  await step("La scarico: è un PDF con il suo nome", async () => {
    const file = await paola.downloads(/\.pdf$/, { within: paola.page.locator("#lavori") });
    holds(`«${file.name}» è un PDF`, file.bytes.subarray(0, 5).toString() === "%PDF-" && file.name.endsWith(".pdf"));
  });
  await step("Chiedo anche tutto il piano in Word", async () => {
    await paola.chooses("Formato", /Word/);
    await paola.clicks("Prepara il documento");
    await paola.page.locator("#lavori tbody tr").first().getByText("Pronto").waitFor({ timeout: 30_000 });
    const file = await paola.downloads(/\.docx$/, { within: paola.page.locator("#lavori") });
    holds("è un documento di Word", file.bytes.subarray(0, 2).toString() === "PK");
  });
  await step("L'obiettivo non serve più: lo tolgo, dicendo perché", async () => {
    await paola.opensObjective("Attivare un punto di ascolto nelle frazioni");
    await paola.clicks("Togli dal piano");
    await paola.clicks("Togli l'obiettivo", { status: 422 });
    await paola.writes("Perché viene tolto", "Il servizio passa all'Unione dei comuni dal prossimo anno");
    await paola.clicks("Togli l'obiettivo");
    await paola.sees(/tolto dal piano/);
  });
}
