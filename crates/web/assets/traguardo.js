// What makes work quicker where there is a script. Every page works without it: nothing here is the only way to a thing.
//
// Behaviours hang on attributes and are looked up when something happens, so that they also hold for what comes later:
//
//   data-avvisa              form: asks before unsaved text is left
//   data-bozza, -bozza-url   form: sends what is written to the address as a draft, under this key
//   data-bozza-stato         where it says when the draft was saved
//   data-somma="g h"         input: is part of the sums of its groups
//   data-somma-di="g"        where the sum stands: <output> and a bar; data-somma-intero, data-somma-nome
//   data-incolla-celle       table: takes cells copied from a spreadsheet
//   data-incolla-testo       textarea: keeps the bullets of a text copied from a word processor
//   data-riga-nuova          <template> in the table: the row that is added; __n__ in it becomes its number
//   data-aggiungi-riga="id"  button; data-togli-riga, data-sposta-su, data-sposta-giu: buttons in a row
//   data-ordine              input in a row: is given the place of the row
//   data-mesi                table of boxes: arrows, Space, Shift, and the mouse as a brush
//   data-conta="n"           textarea: counts characters against n; data-conta-di="id": where
//   data-capisci="url"       form: asks what a text means while it is written; data-capito="field": control,
//                            data-capito-di="field": where it is told
//   data-salva               button: Alt+S and Ctrl+Enter press it
//   data-menu                <details>: closes with Esc, and when one goes elsewhere
//   data-scorciatoie         button: shows the list of shortcuts; data-scorciatoie-tasto: whether «?» does
//   data-annuncia            what is read aloud after a part of the page was put in anew
//   data-scorre              container: scrolls, and stops for the keyboard, only when it must; ="sempre": scrolls anyway
"use strict";
(() => {
  // ---- Exact numbers -------------------------------------------------------------------------------------------------

  /// The number a text is, read as the server reads it: a comma is the decimal mark, points part thousands; a point that
  /// cannot part thousands is a decimal point. `{ units, scale }` is units / 10^scale; null when it is no number.
  function number(text) {
    const found = /^([-−–+]?)(\d+(?:\.\d+)*)(?:,(\d+))?\s*%?$/.exec(text.trim());
    if (!found || text.length > 36) return null;
    let [, sign, whole, decimals = ""] = found;
    if (whole.includes(".")) {
      if (/^[1-9]\d{0,2}(\.\d{3})+$/.test(whole)) whole = whole.replaceAll(".", "");
      else if (!decimals && whole.split(".").length === 2) [whole, decimals] = whole.split(".");
      else return null;
    }
    const units = BigInt(whole + decimals);
    return { units: sign && sign !== "+" ? -units : units, scale: decimals.length };
  }

  const scaled = ({ units, scale }, to) => units * 10n ** BigInt(to - scale);

  function plus(one, other) {
    const scale = Math.max(one.scale, other.scale);
    return { units: scaled(one, scale) + scaled(other, scale), scale };
  }

  const minus = (one, other) => plus(one, { units: -other.units, scale: other.scale });

  /// `1.234,5`: groups of three, a decimal comma, no zeros at the end.
  function written({ units, scale }) {
    const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
    const whole = digits.slice(0, digits.length - scale).replace(/\B(?=(\d{3})+$)/g, ".");
    const decimals = digits.slice(digits.length - scale).replace(/0+$/, "");
    return (units < 0n ? "-" : "") + whole + (decimals && `,${decimals}`);
  }

  /// The sum of what is written, how many texts are no numbers, and how it stands to a whole.
  function summed(texts, whole) {
    let total = { units: 0n, scale: 0 };
    let faults = 0;
    for (const text of texts.filter((text) => text.trim() !== "")) {
      const value = number(text);
      if (value) total = plus(total, value);
      else faults += 1;
    }
    const rest = minus(whole, total);
    const share = whole.units > 0n ? (scaled(total, total.scale + whole.scale) * 1000n) / scaled(whole, total.scale + whole.scale) : 0n;
    const filled = Number(share < 0n ? 0n : share > 1000n ? 1000n : share);
    const tone = rest.units === 0n ? "good" : rest.units > 0n ? "care" : "bad";
    const difference = { good: "", care: `, mancano ${written(rest)}`, bad: `, ${written({ ...rest, units: -rest.units })} in più` }[tone];
    const unread = faults === 0 ? "" : faults === 1 ? "; un valore non è un numero" : `; ${faults} valori non sono numeri`;
    return { text: `${written(total)} su ${written(whole)}${difference}${unread}`, tone: faults ? "bad" : tone, filled };
  }

  // ---- What is pasted ------------------------------------------------------------------------------------------------

  /// The cells of a block copied from a spreadsheet: tabs part cells, lines part rows, quotes hold both together.
  function cells(text) {
    const rows = [[]];
    const cell = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/gy;
    while (cell.lastIndex < text.length || rows[rows.length - 1].length === 0) {
      const [, quoted, plain, end] = cell.exec(text);
      rows[rows.length - 1].push((quoted === undefined ? plain : quoted.replaceAll('""', '"').replace(/\r\n?/g, "\n")).trim());
      if (end === "") break;
      if (end === "\t") continue;
      if (cell.lastIndex >= text.length) break;
      rows.push([]);
    }
    if (/\t$/.test(text)) rows[rows.length - 1].push("");
    return rows;
  }

  /// The lines of a text copied from a word processor: bullets become «- », numbers of lists stay. Null when there is no
  /// list in it: then the text is well as it is.
  function listed(root) {
    const lines = [""];
    let found = false;
    let fresh = false;
    const say = (text) => {
      lines[lines.length - 1] += text;
      if (text.trim() !== "") fresh = false;
    };
    // Paragraphs inside an item go on in its line.
    const open = () => { if (!fresh && lines[lines.length - 1].trim() !== "") lines.push(""); };
    const item = (level, mark) => {
      found = true;
      open();
      say(`${"  ".repeat(level)}${mark} `);
      fresh = true;
    };
    const walk = (node, level) => {
      if (node.nodeType === 3) return say(node.nodeValue.replace(/[\s\u00a0]+/g, " "));
      if (node.nodeType !== 1 && node.nodeType !== 9 && node.nodeType !== 11) return undefined;
      const name = node.nodeName.toLowerCase();
      if (/^(head|style|script|title|template)$/.test(name)) return undefined;
      if (name === "br") return lines.push("");
      const style = node.nodeType === 1 ? node.getAttribute("data-style") ?? "" : "";
      if (/mso-list:\s*ignore/i.test(style)) return undefined;
      const block = /^(p|div|li|ul|ol|h[1-6]|tr|table|blockquote|section|article|dt|dd)$/.test(name);
      if (block && name !== "ul" && name !== "ol") open();
      if (name === "li") {
        const list = node.parentNode;
        const numbered = list.nodeName.toLowerCase() === "ol";
        const before = [...list.childNodes].filter((other) => other.nodeName.toLowerCase() === "li").indexOf(node);
        item(Math.max(level - 1, 0), numbered ? `${before + Number(list.getAttribute("start") || 1)}.` : "-");
      }
      const word = /mso-list:[^;]*level(\d)/i.exec(style);
      if (word && name === "p") item(Number(word[1]) - 1, mark(node));
      const inner = name === "ul" || name === "ol" ? level + 1 : level;
      for (const child of node.childNodes) walk(child, inner);
      if (name === "li") fresh = false;
      if (block) open();
      return undefined;
    };
    walk(root, 0);
    if (!found) return null;
    const trimmed = lines.map((line) => line.replace(/^( *(?:-|\S+\.) )\s+/, "$1").replace(/\s+$/, ""));
    return trimmed.filter((line, at) => line.trim() !== "" || (at > 0 && trimmed[at - 1].trim() !== "")).map((line) => (/^ *(-|\d+\.) /.test(line) ? line : line.trimStart())).join("\n").trim();
  }

  /// The mark of a paragraph of Word: what it says for itself when that is a number, else a dash.
  function mark(paragraph) {
    const ignored = [...paragraph.querySelectorAll("[data-style]")].find((inner) => /mso-list:\s*ignore/i.test(inner.dataset.style));
    const own = (ignored?.textContent ?? "").replace(/[\s\u00a0]+/g, "");
    return /^(\d+|[a-z]{1,3})[.)]$/i.test(own) ? own : "-";
  }

  /// Styles by another name: parsing them would set them, and the policy of the page refuses that aloud.
  const unstyled = (html) => html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/<[^>]+>/g, (tag) => tag.replace(/\sstyle=/gi, " data-style="));

  const pure = { number, plus, minus, written, summed, cells, listed };
  if (typeof document === "undefined") {
    module.exports = pure;
    return;
  }

  // ---- Helpers -------------------------------------------------------------------------------------------------------

  const root = document.documentElement;
  root.classList.add("js");
  const on = (name, act, options) => document.addEventListener(name, act, options);
  const within = (event, selector) => (event.target instanceof Element ? event.target.closest(selector) : null);
  const changed = (control) => {
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const EDITED = "input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit]), textarea, select";

  /// Waits until nothing more happens to a thing, then acts once.
  function settled(wait, act) {
    const timers = new WeakMap();
    return (thing) => {
      clearTimeout(timers.get(thing));
      timers.set(thing, setTimeout(() => act(thing), wait));
    };
  }

  const told = document.createElement("div");
  told.className = "tg-told";
  told.setAttribute("role", "status");
  let untold;

  /// Says something at the foot of the screen, and offers to take it back.
  function tell(message, undo) {
    clearTimeout(untold);
    told.replaceChildren(Object.assign(document.createElement("span"), { textContent: message }));
    if (undo) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "tg-plain", textContent: "Ripristina com’era" });
      button.addEventListener("click", () => {
        undo();
        tell("Ripristinato.");
      });
      told.append(button);
    }
    untold = setTimeout(() => told.replaceChildren(), undo ? 20000 : 6000);
  }

  // ---- Unsaved text, drafts ------------------------------------------------------------------------------------------

  const unsaved = new Set();
  const drafts = new Map();

  on("input", (event) => noteChange(event));
  on("change", (event) => noteChange(event));
  function noteChange(event) {
    const form = event.target instanceof HTMLFormElement ? event.target : event.target.form ?? within(event, "form");
    if (!form?.matches("[data-avvisa], [data-bozza]")) return;
    unsaved.add(form);
    if (form.dataset.bozzaUrl) draftLater(form);
  }
  on("submit", ({ target }) => {
    if (target.getAttribute("method") === "dialog") return;
    unsaved.delete(target);
    clearTimeout(drafts.get(target)?.timer);
  });
  window.addEventListener("beforeunload", (event) => {
    if ([...unsaved].some((form) => form.isConnected)) event.preventDefault();
  });

  const fields = (form) => {
    const sent = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") sent.append(name, value);
    sent.append("bozza", form.dataset.bozza);
    return sent;
  };
  const draftOf = (form) => {
    if (!drafts.has(form)) drafts.set(form, { sent: "", busy: false, since: 0 });
    return drafts.get(form);
  };

  /// A draft is sent when the hands rest, and at the latest after a while of writing.
  function draftLater(form) {
    const draft = draftOf(form);
    draft.since ||= Date.now();
    clearTimeout(draft.timer);
    draft.timer = setTimeout(() => sendDraft(form), Date.now() - draft.since > 20000 ? 0 : 2000);
  }

  async function sendDraft(form, keepalive = false) {
    const draft = draftOf(form);
    const body = fields(form);
    const text = body.toString();
    if (draft.busy || text === draft.sent || !form.isConnected) return;
    draft.busy = true;
    draft.since = 0;
    let answer = null;
    try {
      const headers = { Accept: "text/plain, application/json" };
      answer = await fetch(form.dataset.bozzaUrl, { method: "POST", body, headers, credentials: "same-origin", redirect: "manual", keepalive });
    } catch { /* no network: said below */ }
    draft.busy = false;
    draftSaid(form, draft, text, answer);
  }

  function draftSaid(form, draft, text, answer) {
    const place = form.querySelector("[data-bozza-stato]");
    const say = (words, wrong) => {
      if (!place) return;
      place.textContent = words;
      place.classList.toggle("tg-error", wrong);
      if (wrong) place.setAttribute("role", "alert");
      else place.removeAttribute("role");
    };
    if (answer?.ok) {
      draft.sent = text;
      if (fields(form).toString() === text) unsaved.delete(form);
      else draftLater(form);
      say(`Bozza salvata alle ${new Date().toLocaleTimeString("it-IT", { hour: "2-digit", minute: "2-digit" })}`, false);
    } else if (answer && (answer.type === "opaqueredirect" || [401, 403].includes(answer.status))) {
      say("Bozza non salvata: la sessione è scaduta. Copi il testo prima di accedere di nuovo.", true);
    } else {
      say("Bozza non salvata: nuovo tentativo fra poco.", true);
      draft.timer = setTimeout(() => sendDraft(form), 15000);
    }
  }
  on("visibilitychange", () => {
    if (document.visibilityState !== "hidden") return;
    for (const form of unsaved) if (form.dataset.bozzaUrl && fields(form).toString().length < 60000) sendDraft(form, true);
  });

  // ---- Sums and counts -----------------------------------------------------------------------------------------------

  const showSum = (place) => {
    const inside = place.closest("form") ?? document;
    const parts = [...inside.querySelectorAll(`[data-somma~="${CSS.escape(place.dataset.sommaDi)}"]`)].filter((part) => !part.closest("template"));
    const whole = number(place.dataset.sommaIntero ?? "100") ?? { units: 100n, scale: 0 };
    const { text, tone, filled } = summed(parts.map((part) => part.value), whole);
    place.querySelector("output").textContent = `${place.dataset.sommaNome ?? "Somma"}: ${text}`;
    place.querySelector(".tg-bar-done")?.setAttribute("width", String(filled));
    for (const other of ["good", "care", "bad"]) place.classList.toggle(`tg-sum-${other}`, other === tone);
  };
  const showSumSoon = settled(150, showSum);
  const sums = (soon) => document.querySelectorAll("[data-somma-di]").forEach(soon ? showSumSoon : showSum);
  on("input", (event) => { if (within(event, "[data-somma]")) sums(true); });

  function count(area) {
    const place = document.querySelector(`[data-conta-di="${CSS.escape(area.id)}"]`);
    if (!place) return;
    const most = Number(area.dataset.conta);
    const length = [...area.value].length;
    const over = length - most;
    place.textContent = over > 0 ? `${length} caratteri su ${most}: ${over === 1 ? "ce n’è uno" : `ce ne sono ${over}`} in più` : `${length} caratteri su ${most}`;
    place.classList.toggle("tg-error", over > 0);
    // Read aloud only when it begins to matter.
    if (length > most * 0.9) place.setAttribute("aria-live", "polite");
    else place.removeAttribute("aria-live");
  }
  on("input", (event) => { if (within(event, "[data-conta]")) count(event.target); });

  // ---- Rows ----------------------------------------------------------------------------------------------------------

  const rowsOf = (table) => [...table.tBodies].flatMap((body) => [...body.rows]);
  const controlsOf = (row) => [...row.cells].map((cell) => cell.querySelector("input:not([type=hidden]), select, textarea")).filter(Boolean);
  const label = (table) => table.querySelector("caption")?.textContent.trim() ?? "tabella";

  function renumber(table) {
    rowsOf(table).forEach((row, at) => row.querySelectorAll("[data-ordine]").forEach((place) => { place.value = String(at + 1); }));
    if (table.matches("[data-mesi]")) stops(table);
    const form = table.closest("form");
    if (form) form.dispatchEvent(new Event("change", { bubbles: true }));
    sums(true);
  }

  /// A new row at the end, or null where the table has no pattern for one.
  function addRow(table) {
    const pattern = table.querySelector("template[data-riga-nuova]");
    if (!pattern) return null;
    const next = Math.max(Number(table.dataset.righe ?? 0), rowsOf(table).length);
    table.dataset.righe = String(next + 1);
    const row = pattern.content.firstElementChild.cloneNode(true);
    for (const element of [row, ...row.querySelectorAll("*")]) {
      for (const { name, value } of [...element.attributes]) {
        if (value.includes("__n__")) element.setAttribute(name, value.replaceAll("__n__", String(next)));
      }
    }
    (table.tBodies[0] ?? table).append(row);
    renumber(table);
    return row;
  }

  on("click", (event) => {
    const button = within(event, "[data-aggiungi-riga], [data-togli-riga], [data-sposta-su], [data-sposta-giu]");
    if (!button) return;
    if (button.dataset.aggiungiRiga !== undefined) {
      const row = addRow(document.getElementById(button.dataset.aggiungiRiga));
      if (row) controlsOf(row)[0]?.focus();
      return;
    }
    const row = button.closest("tr");
    if (button.dataset.togliRiga !== undefined) takeAway(row);
    else move(row, button.dataset.spostaSu !== undefined, button);
  });

  function takeAway(row) {
    const table = row.closest("table");
    const [body, after] = [row.parentNode, row.nextElementSibling];
    const near = after?.matches("tr") ? after : row.previousElementSibling;
    row.remove();
    renumber(table);
    const adds = document.querySelector(`[data-aggiungi-riga="${CSS.escape(table.id)}"]`);
    (near?.querySelector("[data-togli-riga]") ?? adds)?.focus();
    tell("Riga tolta.", () => {
      body.insertBefore(row, after);
      renumber(table);
      row.querySelector("[data-togli-riga]")?.focus();
    });
  }

  function move(row, up, button) {
    const table = row.closest("table");
    const rows = rowsOf(table);
    const at = rows.indexOf(row) + (up ? -1 : 1);
    if (at < 0 || at >= rows.length) return tell(up ? "È già la prima riga." : "È già l’ultima riga.");
    if (up) rows[at].before(row);
    else rows[at].after(row);
    renumber(table);
    button.focus();
    return tell(`Ora è la riga ${at + 1} di ${rows.length}.`);
  }

  // ---- Pasting -------------------------------------------------------------------------------------------------------

  on("paste", (event) => {
    const control = within(event, EDITED);
    if (!control || !event.clipboardData) return;
    const plain = event.clipboardData.getData("text/plain");
    const table = control.closest("table[data-incolla-celle]");
    const block = table && (plain.includes("\t") || (/[\r\n]/.test(plain.replace(/[\r\n]+$/, "")) && control.nodeName !== "TEXTAREA"));
    if (block) {
      event.preventDefault();
      pasteCells(table, control, cells(plain));
    } else if (control.matches("textarea[data-incolla-testo]")) {
      const html = event.clipboardData.getData("text/html");
      const text = html && listed(new DOMParser().parseFromString(unstyled(html), "text/html").body);
      if (!text) return;
      event.preventDefault();
      insert(control, text);
    }
  });

  /// In the way of typing, so that Ctrl+Z takes it back.
  function insert(control, text) {
    if (document.execCommand?.("insertText", false, text)) return;
    control.setRangeText(text, control.selectionStart, control.selectionEnd, "end");
    changed(control);
  }

  function pasteCells(table, control, block) {
    const rows = rowsOf(table);
    const top = rows.indexOf(control.closest("tr"));
    const left = controlsOf(rows[top]).indexOf(control);
    const before = [];
    const added = [];
    let lost = 0;
    block.forEach((line, down) => {
      let row = rowsOf(table)[top + down];
      if (!row) {
        row = addRow(table);
        if (row) added.push(row);
      }
      const controls = row ? controlsOf(row) : [];
      line.forEach((text, right) => {
        const place = controls[left + right];
        if (!place || place.disabled || place.readOnly || !put(place, text, before)) lost += text === "" ? 0 : 1;
      });
    });
    sums(false);
    const size = `${block.length === 1 ? "una riga" : `${block.length} righe`} per ${block[0].length === 1 ? "una colonna" : `${block[0].length} colonne`}`;
    const left_out = lost === 0 ? "" : lost === 1 ? " Una cella non ha trovato posto." : ` ${lost} celle non hanno trovato posto.`;
    tell(`Incollate ${size} in «${label(table)}».${left_out}`, () => {
      before.reverse().forEach(([place, value, checked]) => Object.assign(place, { value, checked }) && changed(place));
      added.forEach((row) => row.remove());
      renumber(table);
      control.focus();
    });
  }

  /// Puts the text of a cell into a control; false where it cannot be that.
  function put(place, text, before) {
    const old = [place, place.value, place.checked];
    if (place.type === "checkbox") place.checked = /^(x|s[iì]|1|vero)$/i.test(text);
    else if (place.nodeName === "SELECT") {
      const choice = [...place.options].find((one) => [one.value, one.text].some((own) => own.trim().toLowerCase() === text.toLowerCase()));
      if (!choice) return false;
      place.value = choice.value;
    } else if (place.type === "date") {
      const day = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
      place.value = day ? `${day[3]}-${day[2].padStart(2, "0")}-${day[1].padStart(2, "0")}` : text;
      if (place.value === "" && text !== "") return false;
    } else place.value = place.nodeName === "TEXTAREA" ? text : text.replace(/\s*\n\s*/g, " ");
    before.push(old);
    changed(place);
    return true;
  }

  // ---- Months --------------------------------------------------------------------------------------------------------

  const MONTH = "table[data-mesi] .tg-month input[type=checkbox]";
  const grid = (table) => rowsOf(table).map((row) => [...row.querySelectorAll(MONTH)]).filter((boxes) => boxes.length > 0);

  /// One stop for Tab in the whole grid, and arrows go on from there; one in each row where other fields stand beside it.
  const among = (box) => {
    const table = box.closest("table");
    const others = table.tBodies[0]?.querySelector("textarea, select, input:not([type=hidden]):not([type=checkbox])");
    return others ? box.closest("tr") : table;
  };
  function stop(box) {
    for (const other of among(box).querySelectorAll(MONTH)) other.tabIndex = other === box ? 0 : -1;
  }
  const stops = (table) => {
    for (const [first] of grid(table)) if (!among(first).querySelector('.tg-month input[tabindex="0"]')) stop(first);
  };

  const mark_box = (box, checked) => {
    if (box.checked === checked || box.disabled) return;
    box.checked = checked;
    changed(box);
  };

  on("keydown", (event) => {
    const box = within(event, MONTH);
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    const edge = { Home: [0, -1], End: [0, 1] }[event.key];
    if (!box || !(step || edge) || event.altKey) return;
    const table = box.closest("table");
    const boxes = grid(table);
    let row = boxes.findIndex((line) => line.includes(box));
    let column = boxes[row].indexOf(box);
    const far = edge || event.ctrlKey || event.metaKey;
    const [down, right] = step ?? edge;
    event.preventDefault();
    while (boxes[row + down]?.[column + right]) {
      row += down;
      column += right;
      if (event.shiftKey) mark_box(boxes[row][column], box.checked);
      if (!far) break;
    }
    stop(boxes[row][column]);
    boxes[row][column].focus();
  });
  on("focusin", (event) => {
    const box = within(event, MONTH);
    if (box) stop(box);
  });

  // The mouse paints: what the first box becomes, the others become.
  let brush = null;
  const boxAt = (event) => within(event, "table[data-mesi] .tg-month")?.querySelector("input[type=checkbox]");
  on("pointerdown", (event) => {
    const box = boxAt(event);
    if (!box || event.pointerType !== "mouse" || event.button !== 0) return;
    brush = { table: box.closest("table"), checked: !box.checked };
    mark_box(box, brush.checked);
    box.focus();
    event.preventDefault();
  });
  on("pointerover", (event) => {
    const box = brush && boxAt(event);
    if (box && box.closest("table") === brush.table) mark_box(box, brush.checked);
  });
  on("pointerup", () => { setTimeout(() => { brush = null; }); });
  on("click", (event) => {
    const box = boxAt(event);
    if (!box) return;
    if (brush) event.preventDefault();
    else if (event.target !== box) box.click();
  });

  // ---- Keys, menus, scrolling ----------------------------------------------------------------------------------------

  const list = () => document.getElementById("scorciatoie");
  const KEY = "traguardo.scorciatoie";
  const remembered = {
    get on() { try { return localStorage.getItem(KEY) !== "no"; } catch { return true; } },
    set on(value) { try { localStorage.setItem(KEY, value ? "si" : "no"); } catch { /* then it holds for this page */ } },
  };

  function showList() {
    const dialog = list();
    if (!dialog || dialog.open) return;
    const box = dialog.querySelector("[data-scorciatoie-tasto]");
    if (box) box.checked = remembered.on;
    dialog.showModal();
  }
  on("click", (event) => { if (within(event, "[data-scorciatoie]")) showList(); });
  on("change", (event) => { if (within(event, "[data-scorciatoie-tasto]")) remembered.on = event.target.checked; });

  function save(from) {
    const button = from?.closest?.("form")?.querySelector("[data-salva]") ?? document.querySelector("[data-salva]");
    if (!button || button.disabled) return false;
    button.form.requestSubmit(button);
    return true;
  }
  on("keydown", (event) => {
    const { key, code, altKey, ctrlKey, metaKey, target } = event;
    const writes = target instanceof Element && (target.matches(EDITED) || target.isContentEditable);
    const saves = (altKey && !ctrlKey && !metaKey && code === "KeyS") || (key === "Enter" && (ctrlKey || metaKey) && target.closest?.("form"));
    if (saves && save(target)) event.preventDefault();
    else if (key === "?" && !writes && !altKey && !ctrlKey && !metaKey && remembered.on && list()) {
      event.preventDefault();
      showList();
    }
  });

  const openMenus = () => [...document.querySelectorAll("details[data-menu][open]")];
  on("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      const inside = menu.contains(document.activeElement);
      menu.open = false;
      if (inside) menu.querySelector("summary").focus();
    }
  });
  const closeOthers = ({ target }) => openMenus().forEach((menu) => { if (!menu.contains(target)) menu.open = false; });
  on("click", closeOthers);
  on("focusin", closeOthers);

  const scrolls = () => document.querySelectorAll("[data-scorre]").forEach((place) => {
    // A table that has no room gets its own scrolling, and its head goes with it.
    if (place.dataset.scorre === "") {
      place.classList.remove("tg-table-wide");
      place.classList.toggle("tg-table-wide", place.firstElementChild.offsetWidth > place.clientWidth + 1);
    }
    if (place.scrollWidth > place.clientWidth) place.tabIndex = 0;
    else place.removeAttribute("tabindex");
  });
  window.addEventListener("resize", scrolls);

  // ---- What a text means, while it is written --------------------------------------------------------------------------

  const asked = new WeakMap();
  const understand = settled(600, async (control) => {
    const form = control.form;
    const place = form?.querySelector(`[data-capito-di="${CSS.escape(control.dataset.capito)}"]`);
    if (!place) return;
    const turn = {};
    asked.set(control, turn);
    const body = new URLSearchParams({ csrf: form.elements.csrf.value, campo: control.dataset.capito, testo: control.value });
    try {
      const answer = await fetch(form.dataset.capisci, { method: "POST", body, credentials: "same-origin", redirect: "error" });
      // An answer to what was written before comes too late.
      if (answer.ok && asked.get(control) === turn) place.textContent = await answer.text();
    } catch {
      // Without an answer, what a text means is told after saving.
    }
  });
  on("input", (event) => {
    const control = within(event, "form[data-capisci] [data-capito]");
    if (control) understand(control);
  });

  // ---- Beginning, and again after something came -----------------------------------------------------------------------

  function begin() {
    sums(false);
    document.querySelectorAll("[data-conta]").forEach(count);
    document.querySelectorAll("table[data-mesi]").forEach(stops);
    document.querySelectorAll("form[data-bozza]").forEach((form) => { draftOf(form).sent ||= fields(form).toString(); });
    scrolls();
  }
  const aloud = document.createElement("div");
  aloud.className = "visually-hidden";
  aloud.setAttribute("role", "status");
  on("htmx:after:swap", () => {
    begin();
    aloud.textContent = document.querySelector("[data-annuncia]")?.textContent ?? "";
  });
  document.body.append(told, aloud);
  begin();
})();
