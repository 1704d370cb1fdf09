// Pictures for the manual: small, and the same when nothing that matters has changed.

import fs from "node:fs";
import path from "node:path";

/// So many colours are enough for pages of text.
const COLOURS = 48;
/// Below this share of points that are not the same, the picture that is there stays.
const SAME = 0.002;

/// Days and times of today become a fixed morning; what is different in every run is taken out.
const steady = () => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    node.nodeValue = node.nodeValue
      .replace(/\d{2}\/\d{2}\/20\d{2}, \d{2}:\d{2}/g, "12/01/2026, 10:30")
      .replace(/(alle) \d{2}:\d{2}/g, "$1 10:30")
      .replace(/127\.0\.0\.1:\d+\/password\/[\w-]+/g, "piani.comune.it/password/7f3k-…");
  }
  for (const code of document.querySelectorAll("code")) {
    if (/^[0-9a-f]{16,}…?$/.test(code.textContent)) code.textContent = `${"7d1c0a94e6b2f835".repeat(4).slice(0, code.textContent.length)}`;
  }
  document.activeElement?.blur?.();
};

export class Pictures {
  constructor(folder, upng) {
    Object.assign(this, { folder, upng });
    fs.mkdirSync(folder, { recursive: true });
    this.made = [];
  }

  /// `height`: so much of the page from the top; `from`: the element at which the picture begins; `viewport`: only what is on the
  /// screen, for what lies above the page.
  async take(page, name, { width = 1120, height = 700, from, viewport = false } = {}) {
    const size = page.viewportSize();
    await page.setViewportSize({ width, height });
    await page.evaluate(steady);
    const top = from ? await page.locator(from).first().evaluate((element) => Math.max(0, element.getBoundingClientRect().top + globalThis.scrollY - 16)) : 0;
    const full = await page.evaluate(() => document.documentElement.scrollHeight);
    const clip = { x: 0, y: top, width, height: Math.min(height, full - top) };
    const png = await page.screenshot({ ...(viewport ? {} : { fullPage: true, clip }), animations: "disabled", caret: "hide" });
    this.keep(name, png);
    await page.setViewportSize(size);
  }

  keep(name, png) {
    const { upng } = this;
    const image = upng.decode(png);
    const small = Buffer.from(upng.encode(upng.toRGBA8(image), image.width, image.height, COLOURS));
    const file = path.join(this.folder, `${name}.png`);
    this.made.push(`${name}.png`);
    if (fs.existsSync(file) && this.alike(fs.readFileSync(file), small)) return;
    fs.writeFileSync(file, small);
    console.log(`picture: ${name}.png, ${Math.round(small.length / 1024)} KiB`);
  }

  alike(one, other) {
    const [a, b] = [one, other].map((png) => this.upng.decode(png));
    if (a.width !== b.width || a.height !== b.height) return false;
    const [left, right] = [a, b].map((image) => new Uint8Array(this.upng.toRGBA8(image)[0]));
    let different = 0;
    for (let at = 0; at < left.length; at += 4) {
      if (Math.abs(left[at] - right[at]) + Math.abs(left[at + 1] - right[at + 1]) + Math.abs(left[at + 2] - right[at + 2]) > 96) different += 1;
    }
    return different < (left.length / 4) * SAME;
  }
}
