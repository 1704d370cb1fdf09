// Documents of real bodies, from the file to the approved plan and a change of it. Only where a folder of them is given:
// `--real FOLDER`.

import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

import { same } from "./lib/person.mjs";

export const title = "i documenti di una cartella: importati, ristampati, approvati, variati";
export const where = "empty";
export const real = true;

const REASON = "Accettato dalla Giunta per quest'anno: sarà corretto con la prossima variazione.";

export async function tell({ person, step, world }) {
  const ada = await person("Ada Amministra");
  const documents = fs.readdirSync(world.real).filter((name) => name.endsWith(".txt")).sort();
  await step("Il primo ente, e chi amministra", async () => ada.setsUp(await bodyOf(world, documents[0]), "ada.amministra"));
  for (const [at, document] of documents.entries()) {
    const since = performance.now();
    if (at > 0) {
      await step(`${document}: un altro ente`, async () => {
        await ada.opens("/enti");
        await ada.writes("Denominazione", await bodyOf(world, document));
        await ada.chooses("Tipo di ente", "Comune");
        await ada.clicks("Crea l'ente");
      });
    }
    await whole({ ada, step, world, document });
    console.log(`        ${document}: ${((performance.now() - since) / 1000).toFixed(1)} s`);
  }
}

async function whole({ ada, step, world, document }) {
  const file = path.join(world.real, document);
  await step(`${document}: importato`, async () => {
    if (!/importa$/.test(ada.page.url())) await ada.clicks("Importa un documento");
    await ada.attaches("Documento", file);
    await ada.clicks("Leggi il documento");
    await ada.sees(/0 perse/);
    await ada.clicks("Conferma importazione");
    await ada.isAt("Obiettivi");
  });
  await step(`${document}: ristampato come dalla riga di comando`, async () => {
    for (const [format, extension] of [["Testo", "txt"], ["Pagina HTML", "html"]]) {
      const here = await printed(ada, format);
      const there = await onTerminal(world, document, extension === "txt" ? "testo" : extension);
      same(`${document}, ${format}`, here.equals(there), true);
    }
  });
  await step(`${document}: i rilievi che bloccano, superati con motivazione`, () => waived(ada));
  await step(`${document}: proposte trasmesse e concordate`, async () => {
    await ada.goesTo("Approvazione");
    for (;;) {
      const send = ada.page.getByRole("link", { name: /^Trasmetti in approvazione/ });
      if ((await send.count()) === 0) break;
      await ada.comes(() => send.first().click());
      await ada.clicks("Trasmetti in approvazione");
    }
    await ada.clicks("Concorda tutte le proposte trasmesse");
  });
  await step(`${document}: approvato`, () => approved(ada, "18"));
  await step(`${document}: una variazione`, async () => {
    await ada.writes("Perché il piano cambia", "La Regione ha rinviato di un anno il finanziamento");
    await ada.clicks("Apri la variazione");
    await ada.goesTo("Obiettivi");
    await ada.comes(() => ada.page.locator("#obiettivi tbody th a").first().click());
    await ada.clicks("Modifica");
    const field = ada.page.locator("[name='v.title'], [name='v.description']").first();
    await field.fill(`${await field.inputValue()} (rinviato)`);
    await ada.clicks("Salva");
    await ada.sees("Le modifiche sono salvate.");
    await ada.goesTo("Approvazione");
    await ada.clicks("Quadro di raffronto");
    await ada.sees(/\(rinviato\)/);
    await waived(ada);
    await ada.goesTo("Approvazione");
    await approved(ada, "97");
    await ada.sees("Versione 1", "Versione 2");
  });
}

/// The document as the command line prints it.
async function onTerminal(world, document, format) {
  const how = { encoding: "buffer", maxBuffer: 1 << 28 };
  const printing = promisify(execFile)(world.binary, ["print", path.join(world.real, document), "--format", format], how);
  // A document with findings that block is printed, too, and the command ends with 1.
  const { stdout } = await printing.catch((error) => { if (error.code === 1) return error; throw error; });
  return stdout;
}

/// The name of the body that a document is of: it stands at the head of what is printed.
async function bodyOf(world, document) {
  const head = /<header>.*?<p>(.*?)<\/p>/s.exec((await onTerminal(world, document, "html")).toString());
  return head[1];
}

/// The plan as the page of documents gives it.
async function printed(ada, format) {
  await ada.goesTo("Documenti");
  const before = await ada.page.locator("#documenti-pronti tbody a").count();
  await ada.chooses("Documento", /piano/i);
  await ada.chooses("Formato", format);
  await ada.clicks("Prepara il documento");
  const ready = ada.page.locator("#documenti-pronti tbody a");
  await ada.page.waitForFunction((many) => document.querySelectorAll("#documenti-pronti tbody a").length > many, before, { timeout: 60_000 });
  const coming = ada.page.waitForEvent("download");
  await ready.first().click();
  const parts = [];
  for await (const part of await (await coming).createReadStream()) parts.push(part);
  return Buffer.concat(parts);
}

async function waived(ada) {
  await ada.goesTo("Rilievi");
  for (;;) {
    await ada.chooses("Gravità", "Blocca l'approvazione");
    await ada.clicks("Filtra");
    const waive = ada.page.getByRole("link", { name: /^Prosegui con motivazione/ });
    if ((await waive.count()) === 0) return;
    await ada.comes(() => waive.first().click());
    const all = ada.page.locator("[name=all]");
    if ((await all.count()) > 0) await all.check();
    await ada.writes("Motivazione", REASON);
    await ada.clicks("Prosegui con motivazione");
  }
}

async function approved(ada, number) {
  await ada.goesTo("Approvazione");
  await ada.clicks("Registra l'atto");
  await ada.chooses("Organo", /Giunta/);
  await ada.chooses("Tipo di atto", /Deliberazione/);
  await ada.writes("Numero", number);
  await ada.writes("Data", "2026-01-30");
  await ada.clicks("Approva il piano");
  await ada.sees(/Il piano è approvato/);
}
