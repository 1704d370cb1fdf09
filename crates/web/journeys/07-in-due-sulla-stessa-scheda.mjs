// Two people write on one form.

import { same } from "./lib/person.mjs";

export const title = "in due sulla stessa scheda: nessun testo va perso";
export const shows = true;

const OBJECTIVE = "2024_07_Riordino del deposito del museo della carta";

export async function tell({ person, step }) {
  const [renato, carla] = await Promise.all([person("Renato Responsabile"), person("Carla Collabora")]);
  await Promise.all([renato.signsIn("responsabile.montelupo-alto"), carla.signsIn("collaboratrice.montelupo-alto")]);
  const open = () => Promise.all([renato.opensObjective(OBJECTIVE, { toWrite: true }), carla.opensObjective(OBJECTIVE, { toWrite: true })]);
  await step("Campi diversi: salvano tutti e due, e restano tutti e due", async () => {
    await open();
    await renato.writes("Descrizione", "Il deposito torna visitabile: schede, scaffali numerati e visite guidate.");
    await carla.writes("Responsabile ufficio", "DONNINI ALMA (fino al 30 giugno)");
    await renato.clicks("Salva");
    await carla.clicks("Salva");
    await carla.sees("Le modifiche sono salvate.");
    same("descrizione", await carla.reads("Descrizione"), "Il deposito torna visitabile: schede, scaffali numerati e visite guidate.");
    same("responsabile", await carla.reads("Responsabile ufficio"), "DONNINI ALMA (fino al 30 giugno)");
  });
  await step("Lo stesso campo: chi salva per secondo vede i due testi, e il suo è ancora nel campo", async () => {
    await open();
    await renato.writes("Descrizione", "Testo di Renato sul deposito.");
    await carla.writes("Descrizione", "Testo di Carla sul deposito.");
    await carla.writes("Responsabile ufficio", "DONNINI ALMA");
    await renato.clicks("Salva");
    await carla.clicks("Salva", { status: 409 });
    await carla.sees(/Nel frattempo .*è passato da «Il deposito torna visitabile.*» a «Testo di Renato sul deposito\.»/);
    same("il testo di Carla", await carla.reads("Descrizione"), "Testo di Carla sul deposito.");
    same("l'altro campo", await carla.reads("Responsabile ufficio"), "DONNINI ALMA");
    await carla.shows("contrasto", { height: 760 });
  });
  await step("Carla mette insieme i due testi e salva", async () => {
    await carla.writes("Descrizione", "Testo di Renato e di Carla sul deposito.");
    await carla.clicks("Salva");
    await carla.sees("Le modifiche sono salvate.");
    await renato.opensObjective(OBJECTIVE, { toWrite: true });
    same("per tutti", await renato.reads("Descrizione"), "Testo di Renato e di Carla sul deposito.");
  });
}
