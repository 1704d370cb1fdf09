// The program under test: a demonstration with its five bodies, or an installation in which there is nothing yet.

import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";

/// The password of everybody in the demonstration.
export const PASSWORD = "prova prova traguardo";

/// Starts the program and waits until it says where it is.
export async function start(binary, arguments_, environment = {}) {
  const child = spawn(binary, [...arguments_, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, ...environment } });
  let said = "";
  const address = await new Promise((found, failed) => {
    child.stderr.setEncoding("utf8");
    child.stderr.on("data", (text) => {
      said += text;
      const match = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (match) found(match[0]);
    });
    child.on("error", failed);
    child.on("exit", (code) => failed(new Error(`${binary} ${arguments_.join(" ")} ended with ${code}:\n${said}`)));
  });
  const ended = new Promise((done) => { child.on("exit", done); });
  return { address, told: () => said, stop: () => { child.kill("SIGTERM"); return ended; } };
}

/// A demonstration, in a folder of its own or in an empty database.
export const demo = (binary, database) => start(binary, ["demo", ...(database ? ["--database", database] : [])]);

/// An installation without anything, as on the first day; `besides` is what stands beside it, with the options it asks for.
export async function empty(binary, database, besides) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "traguardo-"));
  const server = await start(binary, ["serve", "--data", folder, ...(database ? ["--database", database] : []), ...(besides?.arguments ?? [])], besides?.environment);
  besides?.serves(server.address);
  const stop = server.stop;
  return { ...server, stop: async () => { await stop(); fs.rmSync(folder, { recursive: true, force: true }); } };
}
