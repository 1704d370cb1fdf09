// A session ends while somebody writes, and drafts are taken up again.

import { same } from "./lib/person.mjs";
import { PASSWORD } from "./lib/server.mjs";

export const title = "la sessione finisce mentre si scrive: il testo resta; le bozze si riprendono";
export const shows = true;

const OBJECTIVE = "Castagneti: recupero di dodici ettari abbandonati";

export async function tell({ person, step }) {
  const paola = await person("Paola Programma");
  await step("Scrivo nella scheda, e intanto la sessione finisce", async () => {
    await paola.signsIn("programmazione.montelupo-alto");
    await paola.opensObjective(OBJECTIVE, { toWrite: true });
    await paola.writes("Descrizione", "Dodici ettari ripuliti e innestati, con le famiglie che ne hanno il possesso.");
    // Drafts of a session that has ended are refused, and that is said beside the form.
    paola.expects(/\/bozze$/);
    await paola.context.clearCookies();
  });
  await step("Salvo: Traguardo chiede di accedere di nuovo e tiene il testo", async () => {
    await paola.clicks("Salva", { status: 401 });
    await paola.sees("La sessione è terminata.");
    await paola.writes("Nome utente", "programmazione.montelupo-alto");
    await paola.writes("Password", PASSWORD);
    await paola.clicks("Accedi");
    await paola.sees(/Ciò che avevi scritto/);
  });
  await step("Un clic, e il testo è salvato", async () => {
    await paola.clicks("Salva");
    await paola.sees("Le modifiche sono salvate.");
    same("salvato", await paola.reads("Descrizione"), "Dodici ettari ripuliti e innestati, con le famiglie che ne hanno il possesso.");
  });
  await step("Un'altra volta scrivo, e me ne vado senza salvare: la bozza si è salvata da sola", async () => {
    await paola.page.locator("[id='v.description']").focus();
    await paola.page.keyboard.press("Control+End");
    await paola.page.keyboard.type(" Con un diario dei lavori.");
    await paola.page.getByText(/Bozza salvata alle \d\d:\d\d/).waitFor();
    await paola.opens("/");
    await paola.sees("Testi non salvati");
    await paola.shows("bozze", { height: 620 });
  });
  await step("La riprendo dalla scrivania e la salvo", async () => {
    await paola.clicks(/^Riprendi il testo/);
    await paola.sees(/C'è un testo che non hai salvato/);
    await paola.clicks("Riprendi il testo non salvato");
    same("ripreso", await paola.reads("Descrizione"), "Dodici ettari ripuliti e innestati, con le famiglie che ne hanno il possesso. Con un diario dei lavori.");
    await paola.clicks("Salva");
    await paola.sees("Le modifiche sono salvate.");
    await paola.opens("/");
    await paola.doesNotSee("Testi non salvati");
  });
}
