// A phone: the main pages can be used, and nothing is wider than the screen.

import { holds } from "./lib/person.mjs";

export const title = "sul telefono, 360 punti di larghezza";
export const shows = true;

export async function tell({ person, step }) {
  const paola = await person("Paola Programma", { width: 360, height: 740 });
  const narrow = async () => {
    const over = await paola.page.evaluate(() => document.documentElement.scrollWidth - globalThis.innerWidth);
    holds(`${paola.page.url()} è più larga dello schermo di ${over} punti`, over <= 0);
  };
  const menu = async (section) => {
    await paola.page.locator("details.tg-nav-narrow > summary").click();
    await paola.goesTo(section);
    await narrow();
  };
  await step("Accedo e vedo che cosa mi aspetta", async () => {
    await paola.signsIn("programmazione.castelrosso");
    await narrow();
  });
  await step("Dal menu arrivo a ogni parte", async () => {
    for (const section of ["Albero della performance", "Strutture", "Rilievi", "Approvazione", "Documenti"]) await menu(section);
  });
  await step("Apro un obiettivo, lo leggo e ne correggo il titolo", async () => {
    await menu("Obiettivi");
    await paola.shows("telefono-obiettivi", { width: 360, height: 740 });
    await paola.clicks("Gruppo comunale di protezione civile");
    await narrow();
    await paola.clicks("Modifica");
    await narrow();
    await paola.writes("Obiettivo", "Gruppo comunale di protezione civile e volontari");
    await paola.clicks("Salva");
    await paola.sees("Le modifiche sono salvate.");
    await narrow();
  });
  await step("Ciò che si tocca è abbastanza grande", async () => {
    const small = await paola.page.evaluate(() => [...document.querySelectorAll("main .btn, .tg-nav summary, .tg-person summary, main input[type=checkbox]")]
      .filter((element) => element.getClientRects().length > 0 && (element.getBoundingClientRect().height < 20 || element.getBoundingClientRect().width < 20))
      .map((element) => element.outerHTML.slice(0, 80)));
    holds(`troppo piccoli: ${small.join(", ")}`, small.length === 0);
  });
}
