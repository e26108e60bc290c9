import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { CORPUS_FILE, readCorpus } from "../../packages/personal-data/fixtures/corpus.ts";
import { PLANTED_SECRETS } from "../../packages/personal-data/fixtures/planted-secrets.ts";
import { createScanner } from "../../packages/personal-data/src/scanner.ts";
import { conforms } from "../harness/conforms.ts";
import { pythonVersion } from "../harness/peer-versions.ts";
import { pythonWith } from "./python-environment.ts";

const run = promisify(execFile);
const SCRIPTS = join(import.meta.dirname, "governance-personal-data");
const answersSchema = v.record(v.string(), v.object({ true: v.array(v.boolean()), near: v.array(v.boolean()) }));

const scanner = createScanner();

/** Whether we find a number of a kind where a sentence says what it is. */
function isOurs(kind: string, phrase: string, value: string): boolean {
  const text = `My ${phrase} is ${value}.`;
  return scanner.scan(text).some((hit) => hit.kind === kind && text.slice(hit.start, hit.end) === value);
}

test("python-stdnum still tells the corpus's true numbers from its near misses as it is kept", async () => {
  const python = await pythonWith(["python-stdnum==2.2"]);
  const { stdout } = await run(python, [join(SCRIPTS, "make_corpus.py")]);
  expect(stdout.split("\n")).toEqual((await readFile(CORPUS_FILE, "utf8")).split(/\r?\n/));
  const corpus = readCorpus();
  conforms({
    area: "Bias and privacy",
    claim: `true numbers and near misses of ${corpus.length} kinds, as the corpus keeps them`,
    peer: "python-stdnum",
    version: await pythonVersion(python, "python-stdnum"),
    cases: corpus.reduce((sum, entry) => sum + entry.true.length + entry.near.length, 0),
  });
});

/** What Presidio takes for a number though it is none; its recogniser's own choice in each. */
const PRESIDIO_TAKES: ReadonlyMap<string, string> = new Map([
  ["iban", "of a country's length it asks only for the most"],
  ["in-pan", "it does not ask for a fourth letter that is given out"],
  ["it-codice-fiscale", "a wrong check letter leaves its score as it was"],
  ["sg-nric", "it does not check the last letter"],
  ["kr-rrn", "a wrong check digit leaves its score as it was, for numbers since October 2020 have none"],
]);

/** Of what is a number Presidio misses some. */
const PRESIDIO_MISSES: ReadonlyMap<string, string> = new Map([
  ["payment-card", "it does not know Mastercard's numbers from 2221 to 2720"],
  ["it-codice-fiscale", "it asks for letters that names can come to, and for no spaces"],
  ["de-steuer-id", "it asks for no spaces"],
  ["za-id", "it asks for 8 or 9 in the place before the last, where older ones have other digits"],
]);

describe("beside presidio-analyzer's recognisers", async () => {
  const python = await pythonWith(["presidio-analyzer==2.2.366"]);
  const { stdout } = await run(python, [join(SCRIPTS, "ask_presidio.py"), fileURLToPath(CORPUS_FILE)], {
    maxBuffer: 1e8,
  });
  const answers = Object.entries(v.parse(answersSchema, JSON.parse(stdout)));
  const corpus = new Map(readCorpus().map((entry) => [entry.kind, entry]));

  test.each(answers)(
    "%s: all that they rightly find is found, and nothing that they take wrongly",
    async (kind, theirs) => {
      const entry = corpus.get(kind);
      const ours = (values: readonly string[]) => values.map((value) => isOurs(kind, entry?.phrase ?? "", value));
      expect(ours(entry?.true ?? [])).toEqual(theirs.true.map(() => true));
      expect(ours(entry?.near ?? [])).toEqual(theirs.near.map(() => false));
      expect(theirs.near.includes(true)).toBe(PRESIDIO_TAKES.has(kind));
      expect(theirs.true.includes(false)).toBe(PRESIDIO_MISSES.has(kind));
      const differing = [...theirs.true.filter((found) => !found), ...theirs.near.filter((found) => found)].length;
      conforms({
        area: "Bias and privacy",
        claim: "true numbers and near misses, kind by kind",
        peer: "presidio-analyzer",
        version: await pythonVersion(python, "presidio-analyzer"),
        cases: theirs.true.length + theirs.near.length,
        differing,
        note: "numbers that it misses or takes wrongly; the test has each reason",
      });
    },
  );

  test("they are most of the kinds", () => expect(answers.length).toBe(23));
});

/** What it does not know: newer tokens of GitHub; npm's it looks for in a configuration's line alone. */
const NOT_DETECTED = ["github_pat_", "npm_a1B2c3D"];

/** What detect-secrets has a plugin for. */
const DETECTED = [
  ...["aws-access-key", "github-token", "gitlab-token", "npm-token", "openai-key", "private-key", "pypi-token"],
  ...["slack-token", "stripe-key", "web-token"],
];

test("detect-secrets finds the tokens that we find", async () => {
  const python = await pythonWith(["detect-secrets==1.5.0"]);
  const planted = PLANTED_SECRETS.filter(([kind]) => DETECTED.includes(kind));
  const asking = run(python, [join(SCRIPTS, "ask_detect_secrets.py")]);
  asking.child.stdin?.end(JSON.stringify(planted.map(([, secret]) => secret)));
  const theirs = v.parse(v.array(v.boolean()), JSON.parse((await asking).stdout));
  const missed = planted.filter((_, index) => theirs[index] !== true).map(([, secret]) => secret.slice(0, 11));
  expect(missed).toEqual(NOT_DETECTED);
  expect(planted.map(([, secret]) => scanner.scan(secret).length)).toEqual(planted.map(() => 1));
  conforms({
    area: "Bias and privacy",
    claim: "tokens and keys that it finds are found",
    peer: "detect-secrets",
    version: await pythonVersion(python, "detect-secrets"),
    cases: planted.length,
    differing: missed.length,
    note: "newer tokens that it does not know",
  });
});
