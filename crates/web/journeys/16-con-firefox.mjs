// The same application in Firefox: signing in, writing, saving, the live sums.

import { Firefox, firefox } from "./lib/firefox.mjs";
import { same } from "./lib/person.mjs";
import { PASSWORD } from "./lib/server.mjs";

export const title = "con Firefox: accesso, scheda, mesi con la tastiera, somme dei pesi";

export async function tell({ world, step, address }) {
  const program = firefox();
  if (!program) {
    world.skipped = "Firefox is not installed (apt install firefox-esr, or FIREFOX=path)";
    return;
  }
  const paola = await Firefox.starts(program);
  try {
    await step("Accedo", async () => {
      await paola.opens(`${address}/accesso`);
      await paola.writes("#login", "programmazione.castelrosso");
      await paola.writes("#password", PASSWORD);
      await paola.clicks("Accedi");
      await paola.sees("La mia scrivania");
    });
    await step("Apro una scheda, ne riscrivo il titolo e salvo", async () => {
      await paola.clicks("Obiettivi");
      await paola.clicks("Fossi e caditoie puliti prima delle piogge");
      await paola.clicks("Modifica");
      await paola.writes("[id='v.title']", "Fossi e caditoie puliti prima delle piogge d'autunno");
      await paola.clicks("Salva");
      await paola.sees("Le modifiche sono salvate.");
      same("salvato", await paola.runs("return document.getElementById('v.title').value"), "Fossi e caditoie puliti prima delle piogge d'autunno");
    });
    await step("Con le frecce vado al terzo trimestre, e lo spazio lo segna o lo toglie", async () => {
      const third = "document.querySelectorAll('table[data-mesi] tbody tr:first-child .tg-month input[type=checkbox]')[2]";
      const before = await paola.runs(`return ${third}.checked`);
      const keys = { right: "\uE014", space: " " };
      await paola.presses("table[data-mesi] .tg-month input[type=checkbox]", [keys.right, keys.right, keys.space]);
      same("terzo trimestre", await paola.runs(`return ${third}.checked`), !before);
    });
    await step("La pagina non fa uscire nulla dai suoi bordi, e la politica di sicurezza non rifiuta nulla", async () => {
      same("larghezza", await paola.runs("return document.documentElement.scrollWidth <= innerWidth"), true);
      same("lo script c'è", await paola.runs("return document.documentElement.classList.contains('js')"), true);
    });
    await step("Le somme dei pesi si aggiornano mentre scrivo", async () => {
      await paola.clicks("Salva");
      await paola.clicks("Obiettivi");
      await paola.clicks("Pesi");
      await paola.until("return document.querySelector('[data-somma-di] output') !== null");
      await paola.writes("[data-somma]", "41,5");
      await paola.until("return /: 101,5/.test(document.querySelector('[data-somma-di] output').textContent)");
    });
  } finally {
    await paola.leaves();
  }
}
