// Runs the journeys: every file beside this one that begins with a number.
//
//     run.mjs BINARY [--only NAME]… [--database URL] [--pictures FOLDER] [--real FOLDER]
//
// Journeys on the demonstration share one server and run side by side; each has objectives of its own. The packages are
// taken from the folder in which this is run. Ends with 1 when something is wrong, with 3 when something is missing.

import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";

import { Person } from "./lib/person.mjs";
import { Pictures } from "./lib/pictures.mjs";
import { Rules } from "./lib/rules.mjs";
import { demo, empty } from "./lib/server.mjs";
import { another, dropped } from "./lib/database.mjs";

const require = createRequire(path.join(process.cwd(), "node_modules", "none.js"));
const here = path.dirname(fileURLToPath(import.meta.url));
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
/// So many journeys run side by side, on two cores.
const SIDE_BY_SIDE = 3;

function needed() {
  try {
    return { chromium: require("playwright-core").chromium, axe: fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8") };
  } catch {
    process.exit(3);
  }
}

function asked() {
  const [binary, ...rest] = process.argv.slice(2);
  const wanted = { binary, only: [], database: null, pictures: null, real: null };
  for (let at = 0; at < rest.length; at += 2) {
    if (rest[at] === "--only") wanted.only.push(rest[at + 1]);
    else if (!["--database", "--pictures", "--real"].includes(rest[at])) throw new Error(`${rest[at]}: --only NAME, --database URL, --pictures FOLDER, --real FOLDER`);
    else wanted[rest[at].slice(2)] = rest[at + 1];
  }
  return wanted;
}

/// The journeys that are wanted, with those they go on from. With a folder of documents only those that go through them.
async function chosen({ only, pictures, real }) {
  const names = fs.readdirSync(here).filter((name) => /^\d\d-.*\.mjs$/.test(name)).sort();
  const all = await Promise.all(names.map(async (name) => ({ name: name.replace(".mjs", ""), ...(await import(pathToFileURL(path.join(here, name)).href)) })));
  const taken = new Set(all.filter((journey) => Boolean(journey.real) === (real !== null)).filter(({ name, shows }) => (only.length === 0 ? !pictures || shows : only.some((part) => name.includes(part)))));
  for (const journey of taken) if (journey.after) taken.add(all.find(({ name }) => name === journey.after));
  return all.filter((journey) => taken.has(journey));
}

async function main() {
  const { chromium, axe } = needed();
  const wanted = asked();
  if (!fs.existsSync(executablePath)) process.exit(3);
  const journeys = await chosen(wanted);
  const begun = performance.now();
  const passed = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
  const started = { demo: null, servers: [] };
  const demonstration = () => {
    started.demo ??= demo(wanted.binary, wanted.database).then((server) => { started.servers.push(server); return server; });
    return started.demo;
  };
  if (journeys.some(({ where }) => where !== "empty")) demonstration().catch(() => {});
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--lang=it-IT", "--font-render-hinting=none", "--disable-gpu"], env: { ...process.env, LANGUAGE: "it", LANG: "it_IT.UTF-8" } });
  const rules = new Rules(axe);
  const pictures = wanted.pictures ? new Pictures(wanted.pictures, require("upng-js")) : null;
  const results = new Map();

  async function run(journey) {
    const since = performance.now();
    const world = { browser, rules, pictures, faults: [], steps: [], patience: 15_000, binary: wanted.binary, real: wanted.real, packages: require };
    const people = [];
    const databases = [];
    try {
      let server;
      if (journey.where === "empty") {
        const database = wanted.database ? await another(wanted.database) : null;
        if (database) databases.push(database);
        server = await empty(wanted.binary, database);
        started.servers.push(server);
      } else server = await demonstration();
      world.address = server.address;
      await journey.tell({
        world,
        address: server.address,
        step: async (told, act) => { world.steps.push(told); await act?.(); },
        person: async (name, how) => { const person = await Person.arrives(world, name, how); people.push(person); return person; },
      });
    } catch (error) {
      world.faults.push(`«${world.steps.at(-1) ?? "all'inizio"}»: ${error.stack ?? error}`);
      for (const [number, person] of people.entries()) {
        const file = path.join(process.cwd(), `failed-${journey.name}-${number}.png`);
        await person.page.screenshot({ path: file, fullPage: true }).then(() => world.faults.push(`${person.name}: ${person.page.url()}, ${file}`), () => {});
      }
    }
    await Promise.all(people.map((person) => person.leaves().catch(() => {})));
    for (const database of databases) world.after = await dropped(database).catch(() => {});
    const outcome = world.skipped ? "skipped" : world.faults.length === 0 ? "passed" : "FAILED";
    console.log(`${outcome.padEnd(8)}${passed(since).padStart(7)}  ${journey.name}: ${journey.title}`);
    if (world.skipped) console.log(`SKIPPED: ${world.skipped}`);
    world.faults.forEach((fault) => console.log(`    ${fault.replaceAll("\n", "\n    ")}`));
    results.set(journey.name, outcome);
  }

  // One that goes on from another waits for it.
  const waiting = [...journeys].sort((one, other) => (other.first ?? 0) - (one.first ?? 0));
  const worker = async () => {
    for (;;) {
      const at = waiting.findIndex(({ after }) => !after || results.has(after));
      if (at < 0 && waiting.length === 0) return;
      if (at < 0) { await new Promise((done) => { setTimeout(done, 100); }); continue; }
      await run(waiting.splice(at, 1)[0]);
    }
  };
  // Pictures are the same only when nobody else is at work.
  await Promise.all(Array.from({ length: pictures ? 1 : SIDE_BY_SIDE }, worker));
  await browser.close();
  await Promise.all(started.servers.map((server) => server.stop()));
  const count = (outcome) => [...results.values()].filter((known) => known === outcome).length;
  console.log(`${rules.pages.size} pages looked at ${rules.times} times with axe-core and at 360 px, in ${(rules.spent / 1000).toFixed(1)} s`);
  console.log(`journeys: ${count("passed")} passed, ${count("FAILED")} failed, ${count("skipped")} skipped in ${passed(begun)}`);
  process.exit(count("FAILED") > 0 ? 1 : 0);
}

await main();
