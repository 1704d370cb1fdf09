// The first day: nothing is there, and an hour later last year's plan is.

import { same } from "./lib/person.mjs";
import { sample } from "./lib/samples.mjs";

export const title = "dal primo avvio al piano importato";
export const where = "empty";
export const shows = true;
export const first = 1;

export async function tell({ person, step }) {
  const ada = await person("Ada Amministra");
  await step("Apro Traguardo: non c'è ancora nulla, e mi chiede l'ente e chi amministra il sistema", async () => {
    await ada.opens("/");
    await ada.isAt("Primo avvio");
  });
  await step("Scrivo una password corta: me lo dice, e il resto di ciò che ho scritto rimane", async () => {
    await ada.writes("Denominazione", "Comune di Borgo Ligure");
    await ada.chooses("Tipo di ente", "Comune");
    await ada.writes("Nome e cognome", "Ada Amministra");
    await ada.writes("Nome utente", "ada.amministra");
    await ada.writes("Password", "corta");
    await ada.clicks("Crea l'ente", { status: 422 });
    await ada.sees("C’è un dato da correggere");
    same("il nome rimane", await ada.reads("Denominazione"), "Comune di Borgo Ligure");
  });
  await step("Quattro parole vanno bene, e sono subito alla pagina Importa", async () => {
    await ada.writes("Password", "quattro parole bastano oggi");
    await ada.shows("primo-avvio", { height: 900 });
    await ada.clicks("Crea l'ente");
    await ada.isAt("Importa un documento");
  });
  await step("Provo senza scegliere il file", async () => {
    await ada.clicks("Leggi il documento", { status: 422 });
    await ada.sees("C’è un dato da correggere");
  });
  await step("Carico il piano dell'anno scorso: Traguardo riconosce il modello e mostra che cosa ha letto", async () => {
    await ada.attaches("Documento", sample("borgo-ligure.txt"));
    await ada.shows("importa");
    await ada.clicks("Leggi il documento");
    await ada.isAt("Anteprima di «borgo-ligure.txt»");
    await ada.sees(/10 obiettivi/, /0 perse/);
  });
  await step("I rilievi stanno accanto alla riga del documento, con la cella segnata", async () => {
    await ada.sees("Rilievi della lettura");
    const marked = await ada.page.locator(".tg-source mark").count();
    if (marked === 0) throw new Error("nessuna cella è segnata");
    await ada.shows("anteprima", { height: 860 });
  });
  await step("Confermo: il piano c'è", async () => {
    await ada.clicks("Conferma importazione");
    await ada.isAt("Obiettivi");
    await ada.sees("Il documento è nel piano.", "Biblioteca oltre orario");
  });
  await step("Ci ripenso: torno all'importazione e ripristino com'era", async () => {
    await ada.opens("/");
    await ada.clicks("Importa un documento");
    await ada.clicks("borgo-ligure.txt");
    await ada.clicks("Ripristina com'era");
    await ada.sees("Il piano è tornato com'era prima dell'importazione.");
    await ada.doesNotSee("Biblioteca oltre orario");
  });
  await step("Lo carico di nuovo nello stesso piano e confermo: gli obiettivi sono di nuovo qui", async () => {
    await ada.opens("/");
    await ada.clicks("Importa un documento");
    await ada.attaches("Documento", sample("borgo-ligure.txt"));
    await ada.chooses("In quale piano", /2025/);
    await ada.clicks("Leggi il documento");
    await ada.clicks("Conferma importazione");
    await ada.sees("10 obiettivi", "Biblioteca oltre orario");
  });
}
