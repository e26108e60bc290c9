import fc from "fast-check";
import { expect, test } from "vitest";
import type { Prediction } from "../predictor.ts";
import { cacheKey, hashOfKey } from "./cache-key.ts";
import { formatLine, keyOfWholeLine, looksLikeLine, parseLine } from "./cache-line.ts";

// JSON has no -0; nothing that is judged tells it from 0.
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const amount = fc.double({ min: 0, noNaN: true, max: 1e9 }).map((value) => value + 0);
const name = fc.oneof(
  fc.string({ minLength: 1, unit: "binary" }),
  fc.constantFrom("__proto__", "constructor", "10", "2"),
);
const usage = fc.record({ inputTokens: amount, outputTokens: amount, cost: amount }, { noNullPrototype: true });
const scores = fc.option(
  fc.uniqueArray(fc.tuple(name, finite), { selector: ([key]) => key, maxLength: 5 }).map((pairs) => new Map(pairs)),
);
const prediction: fc.Arbitrary<Prediction> = fc.oneof(
  fc.record({ prediction: name, scores }),
  fc.record({ prediction: name, scores, value: finite, usage }),
);
const question = fc.record({
  id: fc.string(),
  input: fc.oneof(fc.string(), fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true })),
  repeat: fc.nat(3),
});

const bytesOf = (line: string) => Buffer.from(line);

test("what is written for a key is read for it, classes in their order, and for no other key", () => {
  fc.assert(
    fc.property(question, question, prediction, (one, other, answer) => {
      const [key, otherKey] = [one, other].map((asked) => cacheKey("scope", asked));
      if (key === undefined || otherKey === undefined) throw new Error("no key");
      const line = formatLine(key.text, answer);
      expect(line).not.toMatch(/[\r\n]/);
      const read = parseLine(bytesOf(line), key.text);
      expect(read).toEqual(answer);
      expect([...(read?.scores?.keys() ?? [])]).toEqual([...(answer.scores?.keys() ?? [])]);
      expect(looksLikeLine(bytesOf(line))).toBe(true);
      expect(hashOfKey(bytesOf(line))).toEqual(key.hash);
      if (otherKey.text !== key.text) expect(parseLine(bytesOf(line), otherKey.text)).toBeNull();
    }),
  );
});

test("a line with any byte changed, lost or added is nobody's", () => {
  const key = cacheKey("scope", { id: "", input: "x", repeat: 0 });
  fc.assert(
    fc.property(
      prediction,
      fc.nat(),
      fc.nat(255),
      fc.constantFrom("change", "drop", "insert"),
      (answer, at, byte, how) => {
        const line = bytesOf(formatLine(key.text, answer));
        const place = at % line.length;
        const end = line.subarray(how === "insert" ? place : place + 1);
        const damaged = Buffer.concat([line.subarray(0, place), Buffer.from(how === "drop" ? [] : [byte]), end]);
        if (damaged.equals(line)) return;
        expect(parseLine(damaged, key.text)).toBeNull();
        expect(keyOfWholeLine(damaged)).toBeNull();
      },
    ),
    { numRuns: 500 },
  );
});

test("how long an answer took is not kept; what it cost is", () => {
  const line = formatLine("k".repeat(43), { prediction: "x", scores: null, usage: { milliseconds: 7, cost: 0.5 } });
  expect(parseLine(bytesOf(line), "k".repeat(43))).toEqual({ prediction: "x", scores: null, usage: { cost: 0.5 } });
  const free = formatLine("k".repeat(43), { prediction: "x", scores: null, usage: { milliseconds: 7 } });
  expect(parseLine(bytesOf(free), "k".repeat(43))).toEqual({ prediction: "x", scores: null });
});

test("keys tell models, repeats and inputs apart, but not the order of fields nor the id", () => {
  const key = (scope: string, input: string | Record<string, unknown>, repeat = 0, id = "") =>
    cacheKey(scope, { id, input, repeat }).text;
  const different = [
    key("a", "x"),
    key("b", "x"),
    key("a", "y"),
    key("a", "x", 1),
    key("a", { x: 1 }),
    key("a", '{"x":1}'),
  ];
  expect(new Set(different).size).toBe(different.length);
  expect(key("a", { x: 1, y: 2 }, 0, "p")).toBe(key("a", { y: 2, x: 1 }, 0, "q"));
});
