import { createRandom } from "@airworthy/stats";
import { expect, test } from "vitest";
import { readCorpus } from "../fixtures/corpus.ts";
import { NUMBER_PLANS } from "./numbers/plans.ts";
import { createScanner } from "./scanner.ts";

const corpus = readCorpus();
const LEAST = 0.97;
const scanner = createScanner();
const random = createRandom(1);

/** A number in a sentence that names what it is, as a person would write it. */
function sentence(phrase: string, value: string): string {
  const ways = [`My ${phrase} is ${value}.`, `${phrase}: ${value}`, `${value} (${phrase})`, `{"${phrase}":"${value}"}`];
  return ways[random.integer(ways.length)] ?? "";
}

interface Score {
  found: number;
  missed: string[];
  wrong: string[];
}

const scores = new Map(corpus.map(({ kind }): [string, Score] => [kind, { found: 0, missed: [], wrong: [] }]));

/** What is found of any kind in the value's place: whatever is found beside what is true is wrong, of its own kind. */
function score(kind: string, phrase: string, value: string, isTrue: boolean): void {
  const text = sentence(phrase, value);
  const hits = scanner.scan(text);
  const own = hits.filter((hit) => hit.kind === kind && text.slice(hit.start, hit.end) === value);
  const mine = scores.get(kind);
  if (isTrue && mine !== undefined) {
    if (own.length === 1) mine.found++;
    else mine.missed.push(text);
  }
  for (const hit of hits) {
    if (!isTrue || !own.includes(hit)) scores.get(hit.kind)?.wrong.push(text);
  }
}

for (const { kind, phrase, true: values, near } of corpus) {
  for (const value of values) score(kind, phrase, value, true);
  for (const value of near) score(kind, phrase, value, false);
}

test("the corpus has every kind of number in equal parts", () => {
  const kinds = new Set(NUMBER_PLANS.map(({ kind }) => kind));
  expect(corpus.map(({ kind }) => kind).sort()).toEqual([...kinds].sort());
  expect(corpus.every((entry) => entry.true.length === 40 && entry.near.length === 40)).toBe(true);
});

const rows = [...scores].map(([kind, { found, missed, wrong }]) => {
  const precision = found / (found + wrong.length);
  const recall = found / (found + missed.length);
  return { kind, precision, recall, shown: `${precision.toFixed(3)}, recall ${recall.toFixed(3)}`, missed, wrong };
});

test.each(rows)("$kind: precision $shown, at least 0.97", ({ precision, recall, missed, wrong }) => {
  const isGood = precision >= LEAST && recall >= LEAST;
  expect({ isGood, missed, wrong }).toMatchObject({ isGood: true });
});
