// The technical administrator lets somebody in, and out again.

import { PASSWORD } from "./lib/server.mjs";
import { code } from "./lib/totp.mjs";

export const title = "un utente nuovo, il suo ruolo, il secondo fattore, la fine del ruolo";
export const shows = true;

export async function tell({ person, step, address }) {
  const [ada, elena] = await Promise.all([person("Ada Amministra"), person("Elena Edile")]);
  const people = () => ada.page.getByRole("table");
  let link;
  await step("Creo l'utente", async () => {
    await ada.signsIn("amministratore");
    await ada.clicks("Comune di Borgo Ligure");
    await ada.goesTo("Amministrazione");
    await ada.shows("amministrazione", { height: 520 });
    await ada.clicks("Utenti e ruoli");
    await ada.clicks("Nuovo utente");
    await ada.writes("Nome e cognome", "Elena Edile");
    await ada.writes("Nome utente", "elena.edile");
    await ada.clicks("Crea l'utente");
    await ada.isAt("Elena Edile");
    await ada.sees(/Nessun ruolo/);
  });
  await step("Le assegno un ruolo in una struttura, da oggi; senza la struttura non si può", async () => {
    await ada.chooses("Ruolo", "Responsabile di struttura");
    await ada.clicks("Assegna il ruolo", { status: 422 });
    await ada.chooses("Struttura", /SETTORE 3/);
    await ada.clicks("Assegna il ruolo");
    await ada.sees(/Responsabile di struttura, SETTORE 3/);
    await ada.shows("utente", { height: 1000 });
  });
  await step("Le consegno il collegamento per scegliere la password", async () => {
    await ada.clicks("Collegamento per scegliere la password");
    link = await ada.page.locator("code").first().textContent();
  });
  await step("Elena lo apre e sceglie la password; una seconda volta non vale più", async () => {
    const path = new URL(link).pathname;
    if (!link.startsWith(address)) throw new Error(`il collegamento è ${link}, l'applicazione è ${address}`);
    await elena.opens(path);
    await elena.writes("Nuova password", "sabbia calce acqua e pazienza");
    await elena.writes("Ripeti la nuova password", "sabbia calce acqua");
    await elena.clicks("Salva la password", { status: 422 });
    await elena.writes("Nuova password", "sabbia calce acqua e pazienza");
    await elena.writes("Ripeti la nuova password", "sabbia calce acqua e pazienza");
    await elena.clicks("Salva la password");
    await elena.opens(path, 404);
  });
  await step("Accede e vede il piano della sua struttura", async () => {
    await elena.signsIn("elena.edile", "sabbia calce acqua e pazienza");
    await elena.isAt("La mia scrivania");
    await elena.sees("SETTORE 3 OPERE, AMBIENTE E PORTO");
  });
  let secret;
  await step("Nel suo profilo attiva il secondo fattore: un codice sbagliato non vale", async () => {
    await elena.opens("/profilo");
    secret = (await elena.page.locator("code").first().textContent()).replaceAll(" ", "");
    await elena.shows("secondo-fattore", { height: 1000 });
    await elena.writes("Codice di sei cifre", "000000");
    await elena.clicks("Attiva il secondo fattore", { status: 422 });
    await elena.writes("Codice di sei cifre", code(secret));
    await elena.clicks("Attiva il secondo fattore");
    await elena.sees("Il secondo fattore è aggiornato.");
  });
  await step("Esce: al prossimo accesso la sola password non basta", async () => {
    await elena.signsOut();
    await elena.writes("Nome utente", "elena.edile");
    await elena.writes("Password", "sabbia calce acqua e pazienza");
    await elena.clicks("Accedi", { status: 401 });
    await elena.sees(/Scrivi anche il codice/);
    await elena.writes("Password", "sabbia calce acqua e pazienza");
    await elena.writes("Codice di sei cifre", code(secret, Date.now() + 30_000));
    await elena.clicks("Accedi");
    await elena.isAt("La mia scrivania");
  });
  await step("Termino il suo ruolo: da quel momento non vede più nulla", async () => {
    const before = elena.page.url();
    await ada.goesTo("Amministrazione");
    await ada.clicks("Utenti e ruoli");
    await ada.clicks("Elena Edile", { within: people() });
    await ada.clicks(/^Termina/);
    await ada.sees(/\(terminato\)/);
    await elena.opens(before, 404);
    await elena.opens("/");
    await elena.sees("Oggi non hai ruoli in nessun ente");
  });
  await step("Il registro delle modifiche dice chi ha fatto che cosa", async () => {
    await ada.goesTo("Amministrazione");
    await ada.clicks("Registro delle modifiche");
    await ada.sees("Ruolo terminato");
    await ada.shows("registro", { height: 700 });
    await ada.goesTo("Amministrazione");
    await ada.clicks("SMVP e modelli di scheda");
    await ada.page.locator("#modelli a").first().click();
    await ada.page.waitForLoadState("load");
    await ada.look();
  });
  await step("Chi ha dimenticato la password chiede il collegamento", async () => {
    const nobody = await person("Qualcuno");
    await nobody.opens("/accesso");
    await nobody.clicks("Ho dimenticato la password");
    await nobody.writes("Nome utente", "non.esiste");
    await nobody.clicks("Chiedi il collegamento");
    await nobody.sees(/Se il nome utente esiste/);
    await nobody.opens("/accesso");
    await nobody.writes("Nome utente", "non.esiste");
    await nobody.writes("Password", PASSWORD);
    await nobody.clicks("Accedi", { status: 401 });
    await nobody.sees("Nome utente o password non sono giusti.");
  });
}
