// The working spreadsheet goes out, comes back, and meets what was changed meanwhile.

import { holds } from "./lib/person.mjs";
import { rewritten } from "./lib/sheet.mjs";

export const title = "il foglio di lavoro esce, torna, e le modifiche in contrasto si decidono";
export const shows = true;

const KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export async function tell({ person, step }) {
  const paola = await person("Paola Programma");
  let sheet;
  await step("Scarico il foglio di lavoro dalla pagina degli obiettivi", async () => {
    await paola.signsIn("programmazione.isola-serena");
    await paola.goesTo("Obiettivi");
    sheet = await paola.downloads("Foglio di lavoro Excel");
    holds("è un foglio di Excel", sheet.name.endsWith(".xlsx"));
  });
  await step("In Excel cambio due testi", () => {
    sheet.bytes = rewritten(sheet.bytes, {
      "Sentieri parlanti": "Sentieri che parlano",
      "Un inverno di musica e racconti": "Un inverno di musica, racconti e cinema",
    });
  });
  await step("Intanto qualcuno cambia lo stesso titolo nell'applicazione", async () => {
    await paola.opensObjective("Sentieri parlanti", { toWrite: true });
    await paola.writes("Titolo", "Sentieri parlanti e accessibili");
    await paola.clicks("Salva");
  });
  await step("Riporto il foglio con Importa: vedo le modifiche, e quella in contrasto con i tre testi", async () => {
    await paola.opens("/");
    await paola.clicks("Importa un documento");
    await paola.attaches("Documento", { name: "foglio-compilato.xlsx", mimeType: KIND, buffer: sheet.bytes });
    await paola.clicks("Leggi il documento");
    await paola.isAt(/Foglio di lavoro/);
    await paola.sees("Modifiche in contrasto", "Sentieri parlanti e accessibili", "Sentieri che parlano", "Un inverno di musica, racconti e cinema");
    await paola.shows("foglio-contrasto", { height: 760 });
  });
  await step("Dove sono in contrasto scelgo il foglio, e confermo", async () => {
    await paola.ticks("vale il foglio");
    await paola.clicks("Conferma importazione");
    await paola.isAt("Obiettivi");
    await paola.sees("Sentieri che parlano", "Un inverno di musica, racconti e cinema");
  });
  await step("Un file che non è il foglio di questo piano non passa inosservato", async () => {
    await paola.opens("/");
    await paola.clicks("Importa un documento");
    await paola.attaches("Documento", { name: "rotto.xlsx", mimeType: KIND, buffer: Buffer.from("PK questo non è un foglio") });
    await paola.clicks("Leggi il documento", { status: 422 });
    await paola.sees("C’è un dato da correggere");
  });
}
