import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseBehavior } from "@airworthy/behavior";
import { formatStatement, type Statement, stableDigest } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { BEHAVIOR_DEFAULTS } from "../../../test/harness/behavior-defaults.ts";
import { silentPorts } from "../../../test/harness/silent-ports.ts";
import { mergeBehavior } from "./merge-behavior.ts";
import { testBehavior } from "./test-behavior.ts";

const SUITE = `
name: mini
seed: 3
classes: [negative, positive]
lexicons: { praise: [good, great, fine, superb, lovely, nice, neat, sweet], thing: [film, phone, oven] }
tests:
  - { id: plain, kind: mft, expect: positive, templates: ["The {thing} is {praise}."] }
  - { id: negation, kind: mft, expect: negative, templates: ["The {thing} is not {praise}.", "It was never {praise}."] }
  - { id: typos, kind: inv, perturb: { by: typos }, sample: 10, templates: ["The {thing} is {praise}."] }
`;

const NEW = 'export const predict = (texts) => texts.map((text) => (/never/.test(text) ? "negative" : "positive"));\n';
const OLD =
  'export const predict = (texts) => texts.map((text) => (/not|never/.test(text) ? "negative" : "positive"));\n';

let clock = 0;

async function workspace() {
  const folder = await mkdtemp(join(tmpdir(), "airworthy-merge-"));
  await mkdir(join(folder, "shards"));
  for (const [name, text] of Object.entries({ "suite.yml": SUITE, "new.mjs": NEW, "old.mjs": OLD })) {
    await writeFile(join(folder, name), text);
  }
  const ports = silentPorts(folder, { env: { PATH: process.env["PATH"] }, now: () => new Date(clock++) });
  const run = async (shard: string | undefined, seed?: number): Promise<Statement> => {
    const inputs = { ...BEHAVIOR_DEFAULTS, candidate: "new.mjs", baseline: "old.mjs", shard, seed };
    const { evidence } = await testBehavior.run(inputs, ports);
    const [file] = evidence;
    if (file === undefined) throw new Error("no evidence");
    await writeFile(join(folder, "shards", file.name), formatStatement(file.statement));
    return file.statement;
  };
  const merge = (change: Partial<Parameters<typeof mergeBehavior.run>[0]> = {}) =>
    mergeBehavior.run(
      { evidence: ["shards/*.shard-*.json"], artifacts: undefined, junit: undefined, ctrf: undefined, ...change },
      ports,
    );
  return { folder, run, merge, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

test("three shards, merged, are the evidence of one run but for its times", async () => {
  await using space = await workspace();
  const whole = await space.run(undefined);
  for (const shard of ["2/3", "3/3", "1/3"]) {
    expect((await space.run(shard)).predicate).toMatchObject({ verdict: "inconclusive" });
  }
  const outcome = await space.merge({ junit: "junit.xml", ctrf: "ctrf.json" });
  const [file] = outcome.evidence;
  expect(file?.name).toBe("test-behavior.mini.json");
  // Digested without the fields that evidence itself names as volatile.
  expect(file && digestOf(file.statement)).toBe(digestOf(whole));
  expect(outcome).toMatchObject({ verdict: "fail", reasonCode: "regression", outputs: { "new-failures": "24" } });
});

test("a shard that is missing, or of another run, is named and nothing is merged", async () => {
  await using space = await workspace();
  await space.run("1/3");
  await space.run("3/3");
  await expect(space.merge()).rejects.toThrow(/2/);
  await space.run("2/3", 99);
  await expect(space.merge()).rejects.toThrow(/seed/);
  await expect(space.merge({ evidence: ["nothing/*.json"] })).rejects.toThrow(/no file matches/);
});

function digestOf(statement: Statement): string {
  return stableDigest({ ...statement, predicate: parseBehavior(statement) });
}
