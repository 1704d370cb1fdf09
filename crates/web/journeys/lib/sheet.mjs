// What somebody does in a spreadsheet program: looks for a cell, writes another text into it, keeps the file.

import { deflateRawSync, inflateRawSync } from "node:zlib";

/// The parts of a packed file, by the list at its end.
function parts(bytes) {
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  let at = bytes.readUInt32LE(end + 16);
  const found = [];
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [method, packed, nameLength, extra, comment, local] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)];
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const begin = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(begin, begin + packed);
    found.push({ name, data: method === 8 ? inflateRawSync(data) : Buffer.from(data) });
    at += 46 + nameLength + extra + comment;
  }
  return found;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});
const checksum = (data) => (data.reduce((sum, byte) => TABLE[(sum ^ byte) & 255] ^ (sum >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;

/// The parts, packed again.
function packed(all) {
  const [bodies, list] = [[], []];
  let offset = 0;
  for (const { name, data } of all) {
    const [small, title] = [deflateRawSync(data), Buffer.from(name)];
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt16LE(0x21, 8);
    head.writeUInt32LE(checksum(data), 10);
    head.writeUInt32LE(small.length, 14);
    head.writeUInt32LE(data.length, 18);
    head.writeUInt16LE(title.length, 22);
    bodies.push(Buffer.from("PK\x03\x04", "latin1"), head, title, small);
    const tail = Buffer.alloc(16);
    tail.writeUInt32LE(offset, 10 + 2);
    list.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), head.subarray(0, 24), Buffer.alloc(2), tail.subarray(2), title);
    offset += 4 + head.length + title.length + small.length;
  }
  const [body, names] = [Buffer.concat(bodies), Buffer.concat(list)];
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(all.length, 8);
  end.writeUInt16LE(all.length, 10);
  end.writeUInt32LE(names.length, 12);
  end.writeUInt32LE(body.length, 16);
  return Buffer.concat([body, names, end]);
}

const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&apos;", "'").replaceAll("&amp;", "&");
const marked = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/// The sheet with other texts in the cells that hold the texts given; fails when one of them is not there.
export function rewritten(bytes, texts) {
  const all = parts(bytes);
  const strings = all.find(({ name }) => name === "xl/sharedStrings.xml");
  const shared = [...strings.data.toString("utf8").matchAll(/<si>(.*?)<\/si>/gs)].map(([, inner]) => plain([...inner.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, text]) => text).join("")));
  for (const [old, fresh] of Object.entries(texts)) {
    const numbers = shared.flatMap((text, at) => (text === old ? [at] : []));
    let found = false;
    for (const part of all.filter(({ name }) => /^xl\/worksheets\/sheet\d+\.xml$/.test(name))) {
      const text = part.data.toString("utf8").replace(/<c r="([A-Z]+\d+)"([^>]*?) t="s"([^>]*)><v>(\d+)<\/v><\/c>/g, (whole, cell, before, after, number) => {
        if (found || !numbers.includes(Number(number))) return whole;
        found = true;
        return `<c r="${cell}"${before}${after} t="inlineStr"><is><t>${marked(fresh)}</t></is></c>`;
      });
      part.data = Buffer.from(text);
      if (found) break;
    }
    if (!found) throw new Error(`no cell says «${old}»`);
  }
  return packed(all);
}
