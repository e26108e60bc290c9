import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { createRandom, type Random } from "@airworthy/stats";
import * as v from "valibot";
import { SENTIMENT_FILE, sentimentSuite } from "../../test/vectors/sentiment-suite.ts";

/** A suite in CheckList's released form. */
export interface CasesFile {
  readonly path: string;
  /** Our suite's file, which imports it. */
  readonly suite: string;
  /** Such as "CheckList's sentiment suite, 17,413 cases, 87,470 texts". */
  readonly title: string;
  /** Those of every case. */
  readonly texts: readonly string[];
  readonly cases: number;
}

/** As large as CheckList's sentiment suite: 38 tests, 17,404 cases, 83,356 texts. */
const MADE_UP = { mft: 20, inv: 18, cases: 458, furtherTexts: 8 };
const SENTENCE = 14;
const WORDS = "the flight was great but my seat is awful and we love nice food while staff can be rude to us".split(
  " ",
);

const caseSchema = v.union([v.string(), v.array(v.string())]);
const lineSchema = v.looseObject({ name: v.string(), labels: v.unknown(), cases: v.array(caseSchema) });

/** CheckList's sentiment suite or, where it is not at hand, one of our own making that is as large; files go to `folder`. */
export async function casesFile(folder: string): Promise<CasesFile> {
  const [name, path, content] =
    SENTIMENT_FILE === null
      ? ["made-up cases in the form of CheckList's", join(folder, "made-up.jsonl"), jsonLines(madeUpTests())]
      : ["CheckList's sentiment suite", SENTIMENT_FILE, gunzipSync(readFileSync(SENTIMENT_FILE)).toString()];
  const suite = join(folder, "suite.yml");
  if (SENTIMENT_FILE === null) await writeFile(path, content);
  await writeFile(suite, SENTIMENT_FILE === null ? importOf(path) : sentimentSuite(path));
  const cases = readLines(content).flatMap((line) => line.cases);
  const texts = cases.flat();
  const title = `${name}, ${cases.length.toLocaleString("en-US")} cases, ${texts.length.toLocaleString("en-US")} texts`;
  return { path, suite, title, texts, cases: cases.length };
}

/** A suite of the same cases, so many times over: tests without labels become tests of invariance. Answers our suite's file. */
export async function repeatedSuite({ path }: CasesFile, times: number, folder: string): Promise<string> {
  const content = readFileSync(path);
  const lines = readLines((path.endsWith(".gz") ? gunzipSync(content) : content).toString());
  const tests = Array.from({ length: times }, (_, time) =>
    lines.map(({ name, labels, cases }) => {
      const type = labels === null ? "INV" : "MFT";
      return { name: `${name} (${time})`, type, labels, cases };
    }),
  ).flat();
  const larger = join(folder, `${times}-times.jsonl`);
  const suite = join(folder, `${times}-times.yml`);
  await writeFile(larger, jsonLines(tests));
  await writeFile(suite, importOf(larger));
  return suite;
}

function readLines(content: string): v.InferOutput<typeof lineSchema>[] {
  const lines = content.trimEnd().split("\n");
  return lines.map((line) => v.parse(lineSchema, JSON.parse(line)));
}

function jsonLines(values: Iterable<unknown>): string {
  return Array.from(values, (value) => `${JSON.stringify(value)}\n`).join("");
}

function importOf(path: string): string {
  return `name: cases\nclasses: [negative, neutral, positive]\nimports: [{ checklist: ${JSON.stringify(path)} }]\n`;
}

function* madeUpTests(): Generator<unknown> {
  const random = createRandom(1);
  for (let test = 0; test < MADE_UP.mft + MADE_UP.inv; test++) {
    const isMft = test < MADE_UP.mft;
    yield {
      name: `test ${test}`,
      type: isMft ? "MFT" : "INV",
      capability: "Vocabulary",
      labels: isMft ? 2 : null,
      cases: Array.from({ length: MADE_UP.cases }, () => (isMft ? sentence(random) : group(random))),
    };
  }
}

function group(random: Random): string[] {
  const original = sentence(random);
  const further = Array.from({ length: MADE_UP.furtherTexts }, () => `${original} ${sentence(random)}`);
  return [original, ...further];
}

function sentence(random: Random): string {
  return Array.from({ length: SENTENCE }, () => WORDS[random.integer(WORDS.length)]).join(" ");
}
