// A person at a browser: what they do, in their words, and what they may expect of every page.

import { PASSWORD } from "./server.mjs";

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
/// A name as it is on screen: whole, unless it is said to go on.
const named = (name) => (name instanceof RegExp ? name : new RegExp(`^\\s*${escaped(name)}\\s*$`));

export class Person {
  /// `world`: browser, address, rules, pictures. `how`: width, scripts.
  static async arrives(world, name, { width = 1280, height = 900, scripts = true } = {}) {
    const context = await world.browser.newContext({
      viewport: { width, height },
      locale: "it-IT",
      timezoneId: "Europe/Rome",
      javaScriptEnabled: scripts,
      baseURL: world.address,
      reducedMotion: "reduce",
    });
    context.setDefaultTimeout(world.patience);
    const page = await context.newPage();
    return new Person(world, name, context, page, scripts);
  }

  constructor(world, name, context, page, scripts) {
    Object.assign(this, { world, name, context, page, scripts });
    this.status = 0;
    this.expected = [];
    this.effort = { clicks: 0, keys: 0 };
    this.watch();
  }

  // ---- What must never happen ----------------------------------------------------------------------------------------

  watch() {
    const { page } = this;
    const wrong = (what) => this.wrong(what);
    page.on("console", (said) => {
      // That a page says no is told by its status, which is looked at when it comes.
      if (said.type() === "error" && !/Failed to load resource/.test(said.text())) wrong(`console: ${said.text()}`);
    });
    page.on("pageerror", (error) => wrong(`script: ${error.message}`));
    page.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText ?? "";
      // A download ends the navigation that asked for it, and a page that is left ends what it had asked for.
      if (!/ERR_ABORTED/.test(reason)) wrong(`${request.url()}: ${reason}`);
    });
    page.on("response", (response) => {
      const request = response.request();
      const document = request.isNavigationRequest() && request.frame() === page.mainFrame();
      if (document && (response.status() < 300 || response.status() >= 400)) this.status = response.status();
      else if (response.status() >= 400 && !this.expected.some((known) => known.test(response.url()))) wrong(`${response.url()}: ${response.status()}`);
    });
  }

  wrong(what) {
    this.world.faults.push(`${this.name}, ${decodeURI(new URL(this.page.url() === "about:blank" ? this.world.address : this.page.url()).pathname)}: ${what}`);
  }

  /// Answers of this address may say no.
  expects(address) {
    this.expected.push(address);
  }

  /// Looks at a page that has come.
  async look(status) {
    const said = this.status;
    if (status ? said !== status : said >= 400) throw new Error(`${this.name}: ${this.page.url()} answers ${said}${status ? ` instead of ${status}` : ""}`);
    const faults = this.scripts ? await this.world.rules.look(this.page) : [];
    faults.forEach((fault) => this.wrong(fault));
  }

  /// Does what leads to another page, and looks at that.
  async comes(act, status) {
    const loaded = this.page.waitForEvent("load");
    loaded.catch(() => {});
    await act();
    await loaded;
    await this.look(status);
  }

  // ---- What people do ------------------------------------------------------------------------------------------------

  async opens(address, status) {
    await this.page.goto(address, { waitUntil: "load" });
    await this.look(status);
  }

  async signsIn(login, password = PASSWORD) {
    if (!/\/accesso/.test(this.page.url())) await this.opens("/accesso");
    await this.writes("Nome utente", login);
    await this.writes("Password", password);
    await this.clicks("Accedi");
  }

  /// The first start: the body, and oneself as who keeps the system.
  async setsUp(body, login, password = "quattro parole bastano oggi") {
    await this.opens("/inizio");
    await this.writes("Denominazione", body);
    await this.chooses("Tipo di ente", "Comune");
    await this.writes("Nome e cognome", this.name);
    await this.writes("Nome utente", login);
    await this.writes("Password", password);
    await this.clicks("Crea l'ente");
  }

  async signsOut() {
    await this.page.locator("details.tg-person > summary").click();
    await this.clicks("Esci");
  }

  /// A link or a button by its name, where it is looked for.
  target(name, within = this.page) {
    return within.getByRole("link", { name: named(name) }).or(within.getByRole("button", { name: named(name) })).filter({ visible: true }).first();
  }

  /// Follows a link, or sends a form.
  async clicks(name, { within, status } = {}) {
    this.effort.clicks += 1;
    await this.comes(() => this.target(name, within).click(), status);
  }

  /// An entry of the menu.
  async goesTo(section) {
    await this.clicks(section, { within: this.page.getByRole("navigation", { name: "Menu principale" }) });
  }

  /// An objective from the list, and from there its form.
  async opensObjective(title, { toWrite = false } = {}) {
    await this.goesTo("Obiettivi");
    await this.clicks(title);
    if (toWrite) await this.clicks("Modifica");
  }

  /// A row of a table by a text that a field of it holds, or that it shows.
  async row(text) {
    for (const row of await this.page.locator("main tbody tr").all()) {
      const values = await row.locator("input:not([type=hidden]):not([type=checkbox]), textarea").evaluateAll((all) => all.map((one) => one.value));
      if (values.some((value) => value.includes(text)) || (await row.textContent()).includes(text)) return row;
    }
    throw new Error(`${this.name}: no row «${text}» on ${this.page.url()}`);
  }

  /// Presses a button after which the page stays.
  async presses(name, { within } = {}) {
    this.effort.clicks += 1;
    await this.target(name, within).click();
  }

  field(label, within = this.page) {
    return within.getByLabel(label instanceof RegExp ? label : new RegExp(`^\\s*${escaped(label)}( \\*)?\\s*$`)).first();
  }

  async writes(label, text, { within } = {}) {
    this.effort.keys += text.length;
    this.effort.clicks += 1;
    await this.field(label, within).fill(text);
  }

  async chooses(label, option, { within } = {}) {
    this.effort.clicks += 2;
    const field = this.field(label, within);
    if (option instanceof RegExp) {
      const options = await field.locator("option").allTextContents();
      const found = options.find((text) => option.test(text));
      if (found === undefined) throw new Error(`no choice ${option} among ${options.join(", ")}`);
      await field.selectOption({ label: found });
    } else await field.selectOption({ label: option });
  }

  async ticks(label, { within } = {}) {
    this.effort.clicks += 1;
    await this.field(label, within).check();
  }

  /// Chooses a file: a path, or `{ name, mimeType, buffer }`.
  async attaches(label, file) {
    this.effort.clicks += 2;
    await this.field(label).setInputFiles(file);
  }

  /// Follows a link to a file; gives its name and its bytes.
  async downloads(name, { within } = {}) {
    this.effort.clicks += 1;
    const coming = this.page.waitForEvent("download");
    await this.target(name, within).click();
    return taken(await coming);
  }

  async types(keys) {
    for (const key of [keys].flat()) {
      this.effort.keys += 1;
      await this.page.keyboard.press(key);
    }
  }

  // ---- What people see -----------------------------------------------------------------------------------------------

  async sees(...texts) {
    for (const text of texts) {
      const found = this.page.locator("body").getByText(text).filter({ visible: true }).first();
      await found.waitFor({ state: "visible" }).catch(() => { throw new Error(`${this.name} does not see «${text}» on ${this.page.url()}`); });
    }
  }

  async doesNotSee(...texts) {
    for (const text of texts) {
      if ((await this.page.locator("body").getByText(text).filter({ visible: true }).count()) > 0) throw new Error(`${this.name} sees «${text}» on ${this.page.url()}`);
    }
  }

  /// The heading of the page.
  async isAt(heading) {
    await this.page.getByRole("heading", { level: 1, name: heading }).waitFor().catch(() => { throw new Error(`${this.name} is at ${this.page.url()}, not at «${heading}»`); });
  }

  /// What a field holds.
  reads(label, { within } = {}) {
    return this.field(label, within).inputValue();
  }

  /// A picture for the manual.
  async shows(picture, options) {
    await this.world.pictures?.take(this.page, picture, options);
  }

  leaves() {
    return this.context.close();
  }
}

/// Name and bytes of a download.
export async function taken(download) {
  const parts = [];
  for await (const part of await download.createReadStream()) parts.push(part);
  return { name: download.suggestedFilename(), bytes: Buffer.concat(parts) };
}

/// Says that two things are the same.
export function same(what, found, wanted) {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}

/// Says that something holds.
export function holds(what, is) {
  if (!is) throw new Error(what);
}
