// A change in the course of the year, on the plan that the journey before has approved.

import { holds } from "./lib/person.mjs";

export const title = "una variazione in corso d'anno, con il raffronto e il secondo atto";
export const after = "05-dalla-proposta-all-atto";
export const shows = true;
export const first = 2;

export async function tell({ person, step }) {
  const paola = await person("Paola Programma");
  await step("Apro la variazione: serve dire perché", async () => {
    await paola.signsIn("programmazione.provincia-di-colleverde");
    await paola.goesTo("Approvazione");
    await paola.clicks("Apri la variazione", { status: 422 });
    await paola.writes("Perché il piano cambia", "La Regione ha rinviato di un anno il finanziamento delle scuole");
    await paola.shows("variazione", { from: "h2:has-text('Variazione')", height: 420 });
    await paola.clicks("Apri la variazione");
    await paola.sees(/La variazione è aperta/);
  });
  await step("Cambio l'obiettivo che la variazione riguarda", async () => {
    await paola.opensObjective(/^Scuole superiori aperte il pomeriggio/, { toWrite: true });
    await paola.writes("Denominazione obiettivo", "Scuole superiori aperte il pomeriggio: corsi, sport e studio in quattro istituti");
    await paola.clicks("Salva");
    await paola.sees("Le modifiche sono salvate.");
  });
  await step("Il quadro di raffronto mette il testo approvato accanto a quello nuovo", async () => {
    await paola.goesTo("Approvazione");
    await paola.clicks("Quadro di raffronto");
    await paola.sees(/in sei istituti/, /in quattro istituti/);
    await paola.shows("raffronto", { height: 760 });
  });
  await step("Con il secondo atto la variazione è approvata; le versioni sono due", async () => {
    await paola.goesTo("Approvazione");
    for (;;) {
      const waive = paola.page.getByText(/rilievi? che blocca/);
      if ((await waive.count()) === 0) break;
      await paola.goesTo("Rilievi");
      await paola.clicks(/^Prosegui con motivazione/);
      await paola.writes("Motivazione", "Il rilievo era già stato superato con la prima versione del piano.");
      await paola.clicks("Prosegui con motivazione");
      await paola.goesTo("Approvazione");
    }
    await paola.clicks("Registra l'atto");
    await paola.chooses("Organo", "Presidente della Provincia");
    await paola.chooses("Tipo di atto", "Decreto");
    await paola.writes("Numero", "118");
    await paola.writes("Data", "2026-06-12");
    await paola.clicks("Approva il piano");
    await paola.sees("Versione 1", "Versione 2", /n\. 118/);
    await paola.shows("versioni", { height: 620 });
  });
  await step("La prima versione resta com'era", async () => {
    await paola.clicks("Versione 1");
    const file = await paola.downloads("Il piano come dati (JSON)");
    holds("dice sei istituti", file.bytes.toString().includes("in sei istituti"));
  });
}
