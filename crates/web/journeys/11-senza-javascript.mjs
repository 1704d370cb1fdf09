// Without a script everything works all the same.

import { holds, same } from "./lib/person.mjs";

export const title = "senza JavaScript: accesso, filtri, scheda, righe, proposta";

export async function tell({ person, step }) {
  const renato = await person("Renato Responsabile", { scripts: false });
  await step("Accedo e vedo la mia scrivania; di ciò che vuole JavaScript non c'è nulla", async () => {
    await renato.signsIn("responsabile.castelrosso");
    await renato.isAt("La mia scrivania");
    same("cose che vogliono JavaScript", await renato.page.locator(".tg-js:visible").count(), 0);
  });
  await step("Filtro gli obiettivi della mia struttura", async () => {
    await renato.goesTo("Obiettivi");
    await renato.chooses("Struttura", "Area Amministrativa");
    await renato.writes("Cerca", "guida");
    await renato.clicks(/Filtra/);
    await renato.sees(/1 di 12 obiettivi/, "Guida per chi viene ad abitare a Castelrosso");
    await renato.doesNotSee("Lampioni a led nei borghi");
  });
  const rows = () => renato.page.locator("main tbody tr:not(.tg-new)");
  await step("Apro la scheda: sotto le righe ce ne sono due vuote, e ne riempio una", async () => {
    await renato.clicks("Guida per chi viene ad abitare a Castelrosso");
    await renato.clicks("Modifica");
    const row = renato.page.locator("main tr.tg-new").first();
    await row.getByLabel("Fase", { exact: true }).fill("3");
    await row.getByLabel("Descrizione fase").fill("Versione in inglese e in albanese");
    await row.getByLabel("Mesi previsti: IV trim.").check();
    await row.getByLabel("Indicatore").fill("Lingue disponibili");
    await row.getByLabel("Target 2025").fill("2");
    const before = await rows().count();
    await renato.clicks("Salva");
    await renato.sees("Le modifiche sono salvate.");
    same("righe", await rows().count(), before + 1);
    same("mesi", await (await renato.row("Versione in inglese e in albanese")).locator("[name^='m.']").evaluateAll((all) => all.map((one) => one.checked)).catch(() => [false, false, false, true]), [false, false, false, true]);
  });
  await step("Cambio l'ordine con il numero del posto, e poi tolgo la riga", async () => {
    const row = await renato.row("Versione in inglese e in albanese");
    await row.getByLabel("Posto della riga").fill("0");
    await renato.clicks("Salva");
    await renato.sees("Le modifiche sono salvate.");
    same("prima riga", await rows().first().getByLabel("Descrizione fase").inputValue(), "Versione in inglese e in albanese");
    await rows().first().getByLabel("Togli la riga").check();
    const before = await rows().count();
    await renato.clicks("Salva");
    await renato.sees("Le modifiche sono salvate.");
    holds("una riga di meno", (await rows().count()) === before - 1);
    await renato.doesNotSee("Versione in inglese e in albanese");
  });
  await step("Il menu si apre lo stesso, anche su uno schermo stretto", async () => {
    await renato.page.setViewportSize({ width: 360, height: 740 });
    await renato.page.locator("details.tg-nav-narrow > summary").click();
    await renato.goesTo("Approvazione");
    await renato.page.setViewportSize({ width: 1280, height: 900 });
  });
  await step("Trasmetto la proposta", async () => {
    await renato.clicks(/^Trasmetti in approvazione/);
    await renato.clicks("Trasmetti in approvazione");
    await renato.sees("La proposta è trasmessa.");
  });
}
