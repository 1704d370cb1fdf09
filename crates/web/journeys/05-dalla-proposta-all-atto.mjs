// From the proposal to the act.

import { holds } from "./lib/person.mjs";

export const title = "dalla proposta restituita all'atto di approvazione";
export const shows = true;
export const first = 2;

export async function tell({ person, step }) {
  const [paola, renato] = await Promise.all([person("Paola Programma"), person("Renato Responsabile")]);
  await Promise.all([paola.signsIn("programmazione.provincia-di-colleverde"), renato.signsIn("responsabile.provincia-di-colleverde")]);
  await step("Il responsabile trasmette la proposta della sua struttura", async () => {
    await renato.goesTo("Approvazione");
    await renato.clicks(/^Trasmetti in approvazione ?: Presidenza e Controlli/);
    await renato.clicks("Trasmetti in approvazione");
  });
  const unit = () => paola.page.locator("#proposte tbody tr", { hasText: "Presidenza e Controlli" });
  await step("La pagina Approvazione dice che cosa manca", async () => {
    await paola.goesTo("Approvazione");
    await paola.sees("Che cosa manca per approvare", /Non sono ancora concordate/, /blocca.* l'approvazione/);
    await paola.shows("approvazione", { height: 700 });
  });
  await step("La restituisco: le osservazioni sono obbligatorie", async () => {
    await paola.clicks(/^Restituisci con osservazioni/, { within: unit() });
    await paola.clicks("Restituisci con osservazioni", { status: 422 });
    await paola.writes("Osservazioni", "Il valore atteso della seconda azione va riportato al 2026.");
    await paola.shows("restituisci", { height: 560 });
    await paola.clicks("Restituisci con osservazioni");
    await paola.sees("La proposta è restituita con le osservazioni.");
  });
  await step("Il responsabile le legge sulla sua scrivania, corregge e trasmette di nuovo", async () => {
    await renato.opens("/");
    await renato.sees("Restituito con osservazioni", /va riportato al 2026/);
    await renato.opensObjective("Raccordo fra Presidente, Consiglio e dirigenti", { toWrite: true });
    await renato.writes("Centro di costo", "Presidenza e Consiglio");
    await renato.clicks("Salva");
    await renato.sees("Le modifiche sono salvate.");
    await renato.goesTo("Approvazione");
    await renato.clicks(/^Trasmetti in approvazione ?: Presidenza e Controlli/);
    await renato.clicks("Trasmetti in approvazione");
  });
  await step("Concordo la sua proposta; le altre le trasmetto io e le concordo tutte insieme", async () => {
    await paola.goesTo("Approvazione");
    await paola.clicks(/^Concorda/, { within: unit() });
    await paola.clicks("Concorda");
    for (;;) {
      const send = paola.page.getByRole("link", { name: /^Trasmetti in approvazione/ });
      if ((await send.count()) === 0) break;
      await paola.comes(() => send.first().click());
      await paola.clicks("Trasmetti in approvazione");
    }
    await paola.clicks("Concorda tutte le proposte trasmesse");
    await paola.sees("Concordato");
  });
  await step("Restano rilievi che bloccano: li supero uno per uno, con la motivazione", async () => {
    await paola.goesTo("Rilievi");
    await paola.chooses("Gravità", "Blocca l'approvazione");
    await paola.clicks("Filtra");
    await paola.shows("rilievi", { height: 700 });
    for (let left = 20; left > 0; left -= 1) {
      const waive = paola.page.getByRole("link", { name: /^Prosegui con motivazione/ });
      if ((await waive.count()) === 0) break;
      await paola.comes(() => waive.first().click());
      if (left === 20) {
        await paola.writes("Motivazione", "boh");
        await paola.clicks("Prosegui con motivazione", { status: 422 });
        await paola.shows("motivazione", { height: 560 });
      }
      await paola.writes("Motivazione", "Il dato è nella relazione allegata alla delibera e sarà riportato nella scheda con la prossima variazione.");
      await paola.clicks("Prosegui con motivazione");
      await paola.sees(/Il rilievo è superato/);
      await paola.chooses("Gravità", "Blocca l'approvazione");
      await paola.clicks("Filtra");
    }
    await paola.sees("Ritira la motivazione");
  });
  await step("Non manca più nulla: registro l'atto", async () => {
    await paola.goesTo("Approvazione");
    await paola.sees(/Non manca nulla/);
    await paola.clicks("Registra l'atto");
    await paola.clicks("Approva il piano", { status: 422 });
    await paola.chooses("Organo", "Presidente della Provincia");
    await paola.chooses("Tipo di atto", "Decreto");
    await paola.writes("Numero", "27");
    await paola.writes("Data", "2026-01-30");
    await paola.shows("atto", { height: 720 });
    await paola.clicks("Approva il piano");
    await paola.sees(/Il piano è approvato/, /Decreto n\. 27/);
  });
  await step("La versione conserva il documento, i dati, il modello e i controlli", async () => {
    await paola.clicks("Versione 1");
    const file = await paola.downloads("Il piano stampato (PDF)");
    holds("è un PDF", file.bytes.subarray(0, 5).toString() === "%PDF-");
    await paola.shows("versione", { height: 560 });
  });
  await step("Nessuno modifica più il piano approvato", async () => {
    await renato.opensObjective("Raccordo fra Presidente, Consiglio e dirigenti");
    await renato.clicks("Modifica");
    holds("la descrizione non si scrive", (await renato.page.locator("[name='v.title'], [name='v.cost_centre']").count()) === 0);
    await paola.opensObjective("Raccordo fra Presidente, Consiglio e dirigenti");
    await paola.clicks("Modifica");
    holds("neppure chi coordina", (await paola.page.locator("[name='v.title'], [name='v.cost_centre']").count()) === 0);
    await paola.goesTo("Obiettivi");
    await paola.doesNotSee("Nuovo obiettivo");
  });
}
