// Somebody who has no mouse: keys only, and what has the focus must be seen.

import { holds } from "./person.mjs";

/// What has the focus, and whether it can be seen that it has.
const focused = () => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const drawn = (style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
  const within = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const covered = (() => {
    const at = document.elementFromPoint(Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2), Math.min(Math.max(box.top + Math.min(box.height, 30) / 2, 1), innerHeight - 2));
    return at !== null && at !== element && !element.contains(at) && !at.contains(element);
  })();
  const label = element.getAttribute("aria-label") ?? (element.labels?.[0]?.textContent || element.textContent);
  return { name: (label ?? "").trim().replace(/\s+/g, " ").replace(/ \*$/, ""), is: element.nodeName.toLowerCase(), field: element.getAttribute("name") ?? "", drawn, within, covered };
};

export class Keyboard {
  constructor(person) {
    this.person = person;
  }

  /// Where the focus is now; fails when that is not to be seen.
  async here() {
    const at = await this.person.page.evaluate(focused);
    if (at) holds(`${this.person.page.url()}: the focus on «${at.name}» is not seen (${JSON.stringify(at)})`, at.drawn && at.within && !at.covered);
    return at;
  }

  /// Presses Tab until the focus is on what is meant: a name, or what tells it.
  async tabsTo(wanted, { back = false, most = 150 } = {}) {
    const is = typeof wanted === "function" ? wanted : ({ name }) => (wanted instanceof RegExp ? wanted.test(name) : name === wanted);
    const on = await this.here();
    if (on && is(on)) return on;
    for (let times = 0; times < most; times += 1) {
      await this.press(back ? "Shift+Tab" : "Tab");
      const at = await this.here();
      if (at && is(at)) return at;
    }
    throw new Error(`${this.person.page.url()}: ${most} times Tab, and never at ${wanted}`);
  }

  async press(...keys) {
    for (const key of keys) {
      this.person.effort.keys += 1;
      await this.person.page.keyboard.press(key);
    }
  }

  async types(text) {
    this.person.effort.keys += text.length;
    await this.person.page.keyboard.insertText(text);
  }

  /// Presses keys that lead to another page.
  async goes(...keys) {
    await this.person.comes(() => this.press(...keys));
  }

  /// Goes to a link or button, and on.
  async follows(wanted, how) {
    await this.tabsTo(wanted, how);
    await this.goes("Enter");
  }
}
