// What each role sees, and what is not found.

import { holds, same } from "./lib/person.mjs";

export const title = "dipendente, Nucleo, revisore, giunta: che cosa vede ciascuno";

export async function tell({ person, step }) {
  const paola = await person("Paola Programma");
  await paola.signsIn("programmazione.montelupo-alto");
  await paola.goesTo("Obiettivi");
  const body = new URL(paola.page.url()).pathname.split("/").slice(0, 3).join("/");
  const plan = new URL(paola.page.url()).pathname.replace(/\/obiettivi$/, "");
  const item = new URL(await paola.target("Castagneti: recupero di dodici ettari abbandonati").getAttribute("href"), paola.page.url()).pathname;
  const menu = (one) => one.page.locator(".tg-nav-wide a").allTextContents().then((all) => all.map((text) => text.trim()));
  const notFound = async (one, ...addresses) => { for (const address of addresses) await one.opens(address, 404); };

  await step("Il dipendente: la scrivania e gli obiettivi in cui è indicato, nient'altro", async () => {
    const dario = await person("Dario Dipendente");
    await dario.signsIn("dipendente.montelupo-alto");
    same("menu", await menu(dario), ["La mia scrivania", "Obiettivi"]);
    await dario.goesTo("Obiettivi");
    await dario.doesNotSee("Castagneti: recupero di dodici ettari abbandonati");
    await notFound(dario, item, `${item}/modifica`, `${item}/storia`, `${plan}/albero`, `${plan}/rilievi`, `${plan}/approvazione`, `${plan}/documenti`, `${plan}/pesi`, `${body}/strutture`, `${body}/importa`, `${body}/amministrazione`, `${body}/amministrazione/utenti`, `${body}/cerca?q=carta`);
  });
  await step("Il Nucleo legge tutto il piano, e non scrive", async () => {
    const nadia = await person("Nadia Nucleo");
    await nadia.signsIn("nucleo.montelupo-alto");
    await nadia.opens(item);
    await nadia.doesNotSee("Togli dal piano", "Sposta più in alto");
    await nadia.opens(`${item}/modifica`);
    same("campi", await nadia.page.locator("main [name^='v.']").count(), 0);
    await nadia.goesTo("Rilievi");
    await nadia.doesNotSee("Prosegui con motivazione");
    await notFound(nadia, `${plan}/pesi`, `${plan}/obiettivi/nuovo`, `${body}/importa`, `${body}/amministrazione/utenti`, `${plan}/approvazione/atto`);
  });
  await step("Il revisore vede anche il registro delle modifiche", async () => {
    const remo = await person("Remo Revisore");
    await remo.signsIn("revisore.montelupo-alto");
    await remo.goesTo("Amministrazione");
    await remo.clicks("Registro delle modifiche");
    await remo.isAt("Registro delle modifiche");
    await notFound(remo, `${body}/amministrazione/utenti`, `${body}/amministrazione/modelli`, `${plan}/pesi`, `${body}/importa`);
  });
  await step("La giunta vede il piano e che cosa manca; i pesi non li tocca", async () => {
    const gino = await person("Gino Giunta");
    await gino.signsIn("giunta.montelupo-alto");
    await gino.goesTo("Approvazione");
    await gino.sees("Che cosa manca per approvare");
    await gino.doesNotSee("Concorda tutte le proposte trasmesse");
    await notFound(gino, `${plan}/pesi`, `${body}/amministrazione/utenti`, `${body}/amministrazione/registro`);
  });
  await step("RPCT, personale e ragioneria scrivono la loro parte e nessun'altra", async () => {
    const piero = await person("Piero Personale");
    await piero.signsIn("personale.montelupo-alto");
    await piero.opens(`${item}/modifica`);
    holds("le persone si scrivono", (await piero.page.locator("main [name^='v.people']").count()) > 0);
    same("il resto no", await piero.page.locator("main [name='v.description'], main [name='v.weight']").count(), 0);
  });
  await step("Chi è di un ente non trova gli altri, e chi non ha fatto l'accesso è mandato lì", async () => {
    const altro = await person("Renato di Borgo");
    await altro.signsIn("responsabile");
    await notFound(altro, `${body}/`, item, `${plan}/obiettivi`);
    const nobody = await person("Qualcuno");
    await nobody.opens(item);
    await nobody.isAt("Accesso");
  });
}
