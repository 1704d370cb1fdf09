// Firefox as the distribution has it, spoken to by its own protocol (Marionette): no driver, no package.

import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";

const PROGRAMS = [process.env.FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox"].filter(Boolean);

/// Where Firefox is; nothing where it is not installed.
export const firefox = () => PROGRAMS.find((file) => fs.existsSync(file));

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

export class Firefox {
  static async starts(program) {
    const profile = fs.mkdtempSync(path.join(os.tmpdir(), "firefox-"));
    const port = await new Promise((found) => {
      const server = net.createServer().listen(0, "127.0.0.1", () => { const { port } = server.address(); server.close(() => found(port)); });
    });
    fs.writeFileSync(path.join(profile, "user.js"), `user_pref("marionette.port", ${port});\nuser_pref("intl.accept_languages", "it");\nuser_pref("browser.shell.checkDefaultBrowser", false);\nuser_pref("datareporting.policy.dataSubmissionEnabled", false);\nuser_pref("toolkit.telemetry.reportingpolicy.firstRun", false);\n`);
    const child = spawn(program, ["--headless", "--marionette", "--no-remote", "--profile", profile, "about:blank"], { stdio: "ignore", env: { ...process.env, HOME: profile, MOZ_REMOTE_SETTINGS_DEVTOOLS: "1" } });
    const browser = new Firefox(child, profile);
    await browser.connect(port);
    await browser.ask("WebDriver:NewSession", { capabilities: { alwaysMatch: { pageLoadStrategy: "normal", unhandledPromptBehavior: "dismiss" } } });
    return browser;
  }

  constructor(child, profile) {
    Object.assign(this, { child, profile, number: 0, waiting: new Map(), heard: Buffer.alloc(0) });
  }

  async connect(port) {
    for (let tries = 0; ; tries += 1) {
      try {
        this.socket = await new Promise((found, failed) => {
          const socket = net.connect(port, "127.0.0.1", () => found(socket));
          socket.on("error", failed);
        });
        break;
      } catch (error) {
        if (tries > 200) throw error;
        await pause(100);
      }
    }
    this.socket.on("data", (bytes) => this.hear(bytes));
  }

  /// Messages are `LENGTH:[1, NUMBER, ERROR, RESULT]`.
  hear(bytes) {
    this.heard = Buffer.concat([this.heard, bytes]);
    for (;;) {
      const colon = this.heard.indexOf(58);
      const length = Number(this.heard.subarray(0, colon).toString());
      if (colon < 0 || this.heard.length < colon + 1 + length) return;
      const message = JSON.parse(this.heard.subarray(colon + 1, colon + 1 + length).toString());
      this.heard = this.heard.subarray(colon + 1 + length);
      if (!Array.isArray(message)) continue;
      const [, number, error, result] = message;
      const { found, failed } = this.waiting.get(number) ?? {};
      this.waiting.delete(number);
      if (error) failed?.(new Error(`${error.error}: ${error.message}`));
      else found?.(result);
    }
  }

  ask(command, parameters = {}) {
    const number = ++this.number;
    const text = JSON.stringify([0, number, command, parameters]);
    return new Promise((found, failed) => {
      this.waiting.set(number, { found, failed });
      this.socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  }

  opens(url) {
    return this.ask("WebDriver:Navigate", { url });
  }

  async runs(script, ...args) {
    return (await this.ask("WebDriver:ExecuteScript", { script, args })).value;
  }

  /// Waits until a script says something true.
  async until(script, ...args) {
    for (let tries = 0; tries < 150; tries += 1) {
      const said = await this.runs(script, ...args).catch(() => null);
      if (said) return said;
      await pause(100);
    }
    throw new Error(`Firefox: never true: ${script} (${args.join(", ")}) on ${await this.runs("return location.href")}`);
  }

  async element(selector) {
    const found = await this.ask("WebDriver:FindElement", { using: "css selector", value: selector });
    return found.value[ELEMENT];
  }

  async writes(selector, text) {
    const id = await this.element(selector);
    await this.ask("WebDriver:ElementClear", { id });
    await this.ask("WebDriver:ElementSendKeys", { id, text });
  }

  /// Puts the focus on an element and presses keys.
  async presses(selector, keys) {
    await this.runs("document.querySelector(arguments[0]).focus()", selector);
    const actions = keys.flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]);
    await this.ask("WebDriver:PerformActions", { actions: [{ type: "key", id: "keys", actions }] });
  }

  /// Clicks the link or button of a name; waits for the page it leads to.
  async clicks(name) {
    const [place] = await this.runs(
      "const all = [...document.querySelectorAll('a, button')].filter((one) => one.getClientRects().length > 0 && one.textContent.trim().replace(/\\s+/g, ' ') === arguments[0]); if (all[0]) all[0].dataset.wanted = 'yes'; return [all.length > 0];",
      name,
    );
    if (!place) throw new Error(`Firefox: no «${name}» on ${await this.runs("return location.href")}`);
    await this.runs("globalThis.before = true");
    await this.ask("WebDriver:ElementClick", { id: await this.element("[data-wanted]") });
    await this.until("return !globalThis.before && document.readyState === 'complete'");
  }

  sees(text) {
    return this.until("return document.body.innerText.includes(arguments[0])", text);
  }

  async picture() {
    return Buffer.from((await this.ask("WebDriver:TakeScreenshot", { full: false })).value, "base64");
  }

  async leaves() {
    await this.ask("Marionette:Quit", { flags: ["eForceQuit"] }).catch(() => {});
    this.socket.destroy();
    if (this.child.exitCode === null) await Promise.race([new Promise((done) => { this.child.on("exit", done); }), pause(5000)]);
    if (this.child.exitCode === null) this.child.kill("SIGKILL");
    fs.rmSync(this.profile, { recursive: true, force: true, maxRetries: 3 });
  }
}
