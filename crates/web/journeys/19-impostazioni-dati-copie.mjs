// The administrator keeps house: settings, a name that must go, a copy of everything.

import { holds } from "./lib/person.mjs";

export const title = "le impostazioni dell'ente, un nome cancellato, una copia di tutto";
export const shows = true;

export async function tell({ person, step }) {
  const [ada, paola] = await Promise.all([person("Ada Amministra"), person("Paola Programma")]);
  await step("Nelle impostazioni scrivo il termine delle proposte: lo ricorda chi deve approvare", async () => {
    await ada.signsIn("amministratore");
    await ada.clicks("Comune di Castelrosso");
    await ada.goesTo("Amministrazione");
    await ada.clicks("Impostazioni dell'ente");
    await ada.writes("Denominazione", "");
    await ada.writes("Termine delle proposte", "2026-12-15");
    await ada.clicks("Salva", { status: 422 });
    await ada.writes("Denominazione", "Comune di Castelrosso");
    await ada.clicks("Salva");
    await paola.signsIn("programmazione.castelrosso");
    await paola.goesTo("Approvazione");
    await paola.sees(/15\/12\/2026/);
  });
  await step("Cerco il nome di una persona e lo cancello, con il perché", async () => {
    await ada.goesTo("Amministrazione");
    await ada.clicks("Dati personali");
    await ada.writes("Nome e cognome", "piccardi chiara");
    await ada.clicks("Cerca", { within: ada.page.getByRole("main") });
    await ada.sees("Chiara Piccardi");
    await ada.ticks(/Chiara Piccardi/);
    await ada.clicks("Cancella definitivamente", { status: 422 });
    await ada.writes("Motivazione", "Richiesta dell'interessata");
    await ada.shows("dati-personali", { height: 760 });
    await ada.clicks("Cancella definitivamente");
    await ada.sees(/^Cancellato da/);
    await paola.goesTo("Obiettivi");
    await paola.doesNotSee(/Piccardi/);
    await ada.writes("Nome e cognome", "Chiara Piccardi");
    await ada.clicks("Cerca", { within: ada.page.getByRole("main") });
    await ada.sees("Nessun dato");
  });
  await step("Faccio una copia di tutto mentre si lavora: l'elenco la mostra appena è pronta", async () => {
    await ada.goesTo("Amministrazione");
    await ada.clicks("Copie di sicurezza");
    await ada.clicks("Fai una copia");
    await ada.sees(/^traguardo-\d{8}-\d{6}\.zip$/);
    holds("una copia", (await ada.page.locator("#copie-fatte tbody tr").count()) === 1);
  });
  await step("Chi non amministra non trova né le copie né i dati personali", async () => {
    await paola.opens("/copie", 404);
    await paola.opens(new URL(paola.page.url()).pathname.replace("/copie", "/e/castelrosso/amministrazione/dati-personali"), 404);
  });
}
