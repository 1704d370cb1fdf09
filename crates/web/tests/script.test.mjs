// The parts of our script that touch no page: `node --test crates/web/tests/script.test.mjs`. What touches pages
// is looked at by `cargo xtask look`.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

const { number, plus, minus, written, summed, cells } = createRequire(import.meta.url)("../assets/traguardo.js");

test("numbers are read as the server reads them", () => {
  const read = (text) => {
    const value = number(text);
    return value && written(value);
  };
  for (const [text, wanted] of [
    ["12", "12"], [" 12,50 ", "12,5"], ["1.234", "1.234"], ["1.234,56", "1.234,56"], ["4.00", "4"], ["1.5", "1,5"],
    ["0.500", "0,5"], ["33,33 %", "33,33"], ["-3,1", "-3,1"], ["−3", "-3"], ["+3", "3"], ["0,001", "0,001"],
    ["1,234.5", null], ["1.23.4", null], ["dodici", null], ["", null], ["1,", null], ["1".repeat(40), null],
  ]) assert.equal(read(text), wanted, text);
});

test("sums are exact", () => {
  const [tenth, fifth] = [number("0,1"), number("0,2")];
  assert.equal(written(plus(tenth, fifth)), "0,3");
  assert.equal(written(minus(tenth, number("100"))), "-99,9");
  assert.equal(written({ units: -5n, scale: 3 }), "-0,005");
  let total = number("0");
  for (let turn = 0; turn < 1000; turn += 1) total = plus(total, number("0,001"));
  assert.equal(written(total), "1");
});

test("a sum says how it stands to the whole", () => {
  const whole = number("100");
  assert.deepEqual(summed(["33,33", "33,33", "33,34", ""], whole), { text: "100 su 100", tone: "good", filled: 1000 });
  assert.deepEqual(summed(["33,333", "33,333", "33,333"], whole), { text: "99,999 su 100, mancano 0,001", tone: "care", filled: 999 });
  assert.deepEqual(summed(["60", "50"], whole), { text: "110 su 100, 10 in più", tone: "bad", filled: 1000 });
  assert.deepEqual(summed(["50", "x"], whole), { text: "50 su 100, mancano 50; un valore non è un numero", tone: "bad", filled: 500 });
  assert.deepEqual(summed([], whole), { text: "0 su 100, mancano 100", tone: "care", filled: 0 });
});

test("cells are told apart as spreadsheets write them", () => {
  for (const [text, wanted] of [
    ["a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]],
    ["a", [["a"]]],
    ["a\n\nb", [["a"], [""], ["b"]]],
    ["a\t\tb", [["a", "", "b"]]],
    ["a\t", [["a", ""]]],
    ['"due\r\nrighe"\t"le ""virgolette"""', [["due\nrighe", 'le "virgolette"']]],
    ['"aperta\tb', [['"aperta', "b"]]],
    ['"a" e b\tc', [['"a" e b', "c"]]],
  ]) assert.deepEqual(cells(text), wanted, JSON.stringify(text));
});
