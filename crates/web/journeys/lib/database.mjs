// Further empty databases beside the one that was given, for journeys that begin with nothing; by `psql`.

import { execFileSync } from "node:child_process";

const ask = (url, sentence) => execFileSync("psql", [url, "--quiet", "--tuples-only", "--command", sentence], { stdio: ["ignore", "pipe", "pipe"] });

/// A new database on the same server.
export async function another(url) {
  const name = `journey_${process.pid}_${Date.now()}`;
  ask(url, `CREATE DATABASE ${name}`);
  const there = new URL(url);
  there.pathname = `/${name}`;
  return there.href;
}

/// Takes one away again.
export async function dropped(url) {
  const there = new URL(url);
  const name = there.pathname.slice(1);
  there.pathname = "/postgres";
  ask(there.href, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}
