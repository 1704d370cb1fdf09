// A head writes the own objective and sends the proposal.

import { holds, same } from "./lib/person.mjs";

export const title = "il responsabile scrive il proprio obiettivo e trasmette la proposta";
export const shows = true;

export async function tell({ person, step }) {
  const renato = await person("Renato Responsabile");
  await step("Accedo: sulla mia scrivania c'è la mia struttura, con lo stato della proposta", async () => {
    await renato.signsIn("responsabile");
    await renato.isAt("La mia scrivania");
    await renato.sees("SETTORI", "Bozza");
    await renato.shows("scrivania-responsabile", { height: 520 });
  });
  await step("Apro il mio obiettivo per modificarlo", async () => {
    await renato.opensObjective("Puntualità verso i fornitori", { toWrite: true });
  });
  await step("Il peso lo leggo soltanto: lo assegna chi coordina il piano", async () => {
    same("campi del peso", await renato.page.locator("[name='v.weight'], [name$='.weight'], [data-somma]").count(), 0);
    await renato.doesNotSee(/Somma dei pesi/);
  });
  await step("Riscrivo la descrizione", async () => {
    await renato.writes("Descrizione sintetica:", "Chi lavora per il Comune è pagato entro i termini di legge: ogni struttura liquida le fatture che le competono entro quindici giorni.");
  });
  const months = (row) => row.locator("[name^='m.']").evaluateAll((all) => all.map((one) => (one.checked ? "x" : "-")).join(""));
  await step("Aggiungo una fase e ne segno i mesi con la tastiera: marzo, e con Maiusc e freccia fino a maggio", async () => {
    await renato.presses("Aggiungi una riga");
    const row = renato.page.locator("table[data-mesi] > tbody > tr").last();
    await row.getByLabel("N°", { exact: true }).fill("2");
    await row.getByLabel("Descrizione attività").fill("Verifica mensile delle fatture ferme con i responsabili degli uffici");
    await row.getByLabel("Mesi previsti: Gen").focus();
    await renato.types(["ArrowRight", "ArrowRight", "Space", "Shift+ArrowRight", "Shift+ArrowRight"]);
    same("mesi", await months(row), "--xxx-------");
    await renato.shows("scheda-mesi", { from: "table[data-mesi]", height: 420 });
  });
  await step("Salvo con Alt+S: il testo, la fase e i mesi ci sono", async () => {
    await renato.comes(() => renato.types("Alt+s"));
    await renato.sees("Le modifiche sono salvate.");
    const row = await renato.row("Verifica mensile delle fatture ferme");
    same("mesi salvati", await months(row), "--xxx-------");
    holds("la descrizione è salvata", (await renato.reads("Descrizione sintetica:")).startsWith("Chi lavora per il Comune è pagato"));
  });
  await step("Un altro peso, spedito lo stesso, è rifiutato", async () => {
    await renato.page.locator("form[data-bozza]").evaluate((form) => {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "v.weight", value: "90" }));
    });
    await renato.clicks("Salva", { status: 422 });
    await renato.sees(/I pesi li assegna chi coordina il piano/);
  });
  await step("La scheda si legge anche su una tavoletta", async () => {
    await renato.opensObjective("Puntualità verso i fornitori");
    await renato.shows("tavoletta-scheda", { width: 768, height: 900 });
  });
  await step("La storia dice che cosa è cambiato, prima e dopo", async () => {
    await renato.opensObjective("Puntualità verso i fornitori");
    await renato.clicks("Storia");
    await renato.sees(/Renato Responsabile/);
    await renato.shows("storia", { height: 620 });
  });
  await step("Trasmetto la proposta: da adesso la mia struttura legge soltanto", async () => {
    await renato.goesTo("Approvazione");
    await renato.clicks(/^Trasmetti in approvazione/);
    await renato.clicks("Trasmetti in approvazione");
    await renato.sees("La proposta è trasmessa.", "Trasmesso");
    await renato.opensObjective("Puntualità verso i fornitori");
    await renato.clicks("Modifica");
    await renato.sees(/La proposta della struttura è stata trasmessa/);
    await renato.doesNotSee("Aggiungi una riga");
  });
}
