// Signing in with an identity provider: from binding to signed in, and what is refused.

import { same } from "./lib/person.mjs";
import { provider } from "./lib/provider.mjs";

export const title = "l'accesso con il fornitore d'identità: si collega, si entra, e ciò che non va è rifiutato";
export const where = "empty";
export const beside = provider;

const PASSWORD = "sette colli e un fiume lento";

export async function tell({ person, step, address, besides }) {
  const ada = await person("Ada Amministra");
  // The pages of the provider are not ours to judge.
  const recognised = async (who, number) => {
    await who.page.getByLabel("Matricola").fill(number);
    await who.comes(() => who.page.getByRole("button", { name: "Fatti riconoscere" }).click());
  };
  const leaves = async (who, name) => {
    const there = who.page.waitForURL((url) => url.href.startsWith(besides.issuer));
    await who.target(name).click();
    await there;
  };
  await step("Primo avvio", () => ada.setsUp("Comune di Prova", "ada", PASSWORD));
  await step("Chi non è collegato a nessun utente resta fuori, e legge che cosa fare", async () => {
    const nobody = await person("Nessuno");
    await nobody.opens("/accesso");
    await leaves(nobody, "Entra con la rete del Comune");
    await nobody.page.getByLabel("Matricola").fill("ada");
    await nobody.comes(() => nobody.page.getByRole("button", { name: "Fatti riconoscere" }).click(), 403);
    await nobody.isAt("Utente non collegato");
    await nobody.sees(/collega questo accesso dal tuo profilo/);
    await nobody.opens("/profilo");
    await nobody.isAt("Accesso");
  });
  await step("Dal profilo collego il mio utente, con la password", async () => {
    await ada.opens("/profilo");
    await ada.writes("La tua password", "un'altra password");
    await ada.clicks("Collega la rete del Comune", { status: 422 });
    await ada.writes("La tua password", PASSWORD);
    await ada.clicks("Collega la rete del Comune");
    await leaves(ada, "Continua con la rete del Comune");
    await recognised(ada, "m-1204");
    await ada.isAt("Il mio profilo");
    await ada.sees(/L'accesso è collegato/, "collegato a la rete del Comune");
  });
  await step("Esco, ed entro senza password nella pagina che volevo", async () => {
    await ada.signsOut();
    await ada.opens("/enti");
    // The provider knows her still, and asks nothing.
    await ada.clicks("Entra con la rete del Comune");
    same("pagina", new URL(ada.page.url()).pathname, "/enti");
    await ada.signsOut();
  });
  await refused({ person, step, address, leaves });
  await invited({ ada, person, step, leaves, recognised });
}

/// The address to which a person is sent back, without them going there.
async function caught(who, address) {
  const { request } = who.context;
  const sent = async (answer) => (await answer).headers().location;
  const there = await request.get(await sent(request.get(`${address}/accesso/con/ente`, { maxRedirects: 0 })));
  const on = await sent(request.post(there.url(), { form: { login: "m-1204", do: "entra" }, maxRedirects: 0 }));
  return new URL(await sent(request.get(on, { maxRedirects: 0 })));
}

async function refused({ person, step, address, leaves }) {
  await step("Un altro stato, un altro browser, una seconda volta: rifiutati", async () => {
    const ugo = await person("Ugo");
    const other = await person("Un altro browser");
    const back = await caught(ugo, address);
    const changed = new URL(back);
    changed.searchParams.set("state", `${back.searchParams.get("state").slice(0, -4)}AAAA`);
    await ugo.opens(changed.href, 400);
    await other.opens(back.href, 400);
    await ugo.opens(back.href);
    await ugo.signsOut();
    await ugo.opens(back.href, 400);
    await ugo.isAt("Accesso non riuscito");
  });
  await step("Il fornitore firma un altro nonce: rifiutato", async () => {
    const ugo = await person("Ugo");
    // On the way there the nonce is changed.
    const answer = await ugo.context.request.get(`${address}/accesso/con/ente`, { maxRedirects: 0 });
    const there = new URL(answer.headers().location);
    there.searchParams.set("nonce", "un-altro");
    await ugo.page.goto(there.href);
    await ugo.page.getByLabel("Matricola").fill("m-1204");
    await ugo.comes(() => ugo.page.getByRole("button", { name: "Fatti riconoscere" }).click(), 403);
    await ugo.sees(/non si può accettare/);
  });
  await step("Chi annulla torna indietro con parole chiare", async () => {
    const ugo = await person("Ugo");
    await ugo.opens("/accesso");
    await leaves(ugo, "Entra con la rete del Comune");
    await ugo.comes(() => ugo.page.getByRole("button", { name: "Annulla" }).click(), 403);
    await ugo.sees(/è stato annullato/);
  });
}

async function invited({ ada, person, step, leaves, recognised }) {
  let link;
  await step("Creo un utente e gli consegno il collegamento per il primo accesso", async () => {
    await ada.signsIn("ada", PASSWORD);
    await ada.goesTo("Amministrazione");
    await ada.clicks("Utenti e ruoli");
    await ada.clicks("Nuovo utente");
    await ada.writes("Nome e cognome", "Elena Edile");
    await ada.writes("Nome utente", "elena.edile");
    await ada.clicks("Crea l'utente");
    await ada.clicks("Collegamento per scegliere la password");
    link = new URL(await ada.page.locator("code").first().textContent()).pathname;
  });
  await step("Elena lo apre e sceglie di entrare senza password; una seconda volta non vale più", async () => {
    const elena = await person("Elena Edile");
    await elena.opens(link);
    await leaves(elena, "Entra con la rete del Comune");
    await recognised(elena, "m-2210");
    await elena.opens("/profilo");
    await elena.sees("collegato a la rete del Comune", /non ha una password/);
    await elena.opens(link, 404);
  });
}
