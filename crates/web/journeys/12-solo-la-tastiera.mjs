// Keys only: from signing in to a saved form and a sent proposal, and the focus is always seen.

import { Keyboard } from "./lib/keyboard.mjs";
import { same } from "./lib/person.mjs";
import { PASSWORD } from "./lib/server.mjs";

export const title = "con la sola tastiera: dall'accesso alla proposta trasmessa";
export const shows = true;

export async function tell({ person, step }) {
  const renato = await person("Renato Responsabile");
  const keys = new Keyboard(renato);
  await step("Accedo senza toccare il mouse", async () => {
    await renato.opens("/accesso");
    await keys.tabsTo("Nome utente");
    await keys.types("responsabile.isola-serena");
    await keys.press("Tab");
    await keys.types(PASSWORD);
    await keys.goes("Enter");
    await renato.isAt("La mia scrivania");
  });
  await step("Il primo Tab porta a «Vai al contenuto», e da lì si salta il menu", async () => {
    await keys.press("Tab");
    same("primo passo", (await keys.here()).name, "Vai al contenuto");
    await keys.press("Enter");
    await keys.press("Tab");
    const at = await keys.here();
    if (/scrivania|Obiettivi$/.test(at.name)) throw new Error(`dopo il salto il fuoco è su «${at.name}»`);
  });
  await step("Apro il menu della persona e lo chiudo con Esc: il fuoco torna dov'era", async () => {
    await keys.tabsTo(/^Menu di/, { back: true });
    await keys.press("Enter", "Tab");
    await keys.here();
    await keys.press("Escape");
    same("fuoco", /^Menu di/.test((await keys.here()).name), true);
  });
  await step("Vado agli obiettivi e apro il mio", async () => {
    await keys.follows("Obiettivi");
    await keys.follows("Spiagge libere senza plastica");
    await keys.follows("Modifica");
  });
  await step("Il punto interrogativo mostra le scorciatoie; Esc le chiude", async () => {
    await keys.press("?");
    await renato.sees("Scorciatoie da tastiera");
    await renato.shows("scorciatoie", { height: 700, viewport: true });
    await keys.press("Escape");
  });
  await step("Riscrivo la finalità e la data di un passo, poi salvo con Alt+S", async () => {
    await keys.tabsTo(/^Finalità perseguita/);
    await keys.press("Control+a");
    await keys.types("Spiagge senza plastica usa e getta, con i gestori e le scuole.");
    await keys.tabsTo(({ field }) => /^v\.phases\.0\.end$/.test(field));
    await keys.press("Control+a");
    await keys.types("30 maggio 2025");
    await keys.goes("Alt+s");
    await renato.sees("Le modifiche sono salvate.");
    same("salvato", await renato.page.locator("[id='v.description']").inputValue(), "Spiagge senza plastica usa e getta, con i gestori e le scuole.");
  });
  await step("Aggiungo una riga con Invio sul pulsante: il fuoco va nella riga nuova; Ctrl+Invio salva", async () => {
    await keys.tabsTo(({ name, is }) => is === "button" && /Aggiungi una riga/.test(name));
    const rows = await renato.page.locator("main tbody tr").count();
    await keys.press("Enter");
    same("righe", await renato.page.locator("main tbody tr").count(), rows + 1);
    await keys.here();
    await keys.types("capitolo 640/1, euro 2.000 nel 2025");
    await keys.goes("Control+Enter");
    await renato.sees("Le modifiche sono salvate.");
  });
  await step("Trasmetto la proposta", async () => {
    await keys.follows("Approvazione");
    await keys.follows(/^Trasmetti in approvazione/);
    await keys.follows("Trasmetti in approvazione");
    await renato.sees("La proposta è trasmessa.");
  });
}
