import { execFile } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createGitFolder, type GitFolder } from "../harness/git-repository.ts";

// One story, by `npx airworthy` alone, in a clone: two versions come to staging, and the second is gone back from.

const LAUNCHER = join(import.meta.dirname, "..", "..", "packages", "cli", "bin", "airworthy.js");
const POLICY = `promotion:
  stages:
    staging:
      checklist: false
      verification: warn # made here, by hand
      needs: [{ type: safety-scan }]
    production:
      checklist: false
      verification: warn # made here, by hand
      needs: [{ type: safety-scan }]
      approvers: ["@bob"]
      approvals: 1
`;

let at: GitFolder;

interface Ended {
  readonly code: number;
  readonly text: string;
}

async function airworthy(verb: string, ...options: string[]): Promise<Ended> {
  const env = { PATH: process.env["PATH"], USER: "ann", HOME: at.path, SystemRoot: process.env["SystemRoot"] };
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [LAUNCHER, verb, ...options], {
      cwd: at.path,
      env,
    });
    return { code: 0, text: stdout + stderr };
  } catch (error) {
    if (!(error instanceof Error) || !("stdout" in error) || !("code" in error)) throw error;
    return { code: Number(error.code), text: `${error.stdout}${"stderr" in error ? error.stderr : ""}` };
  }
}

/** Commits a model, and makes its package with what clears it. */
async function release(version: string, seconds: number): Promise<string> {
  await at.commit({ "model/weights.bin": `the weights of ${version}` }, seconds);
  const layout = `airworthy-packages/ranker-${version}`;
  for (const [verb, ...options] of [
    ["package-model", "--path", "model", "--name", "ranker", "--version", version],
    [
      "sign-model",
      "--package",
      layout,
      "--key",
      "key.pem",
      "--evidence",
      `airworthy-evidence/package-model.ranker-${version}*.json`,
    ],
    ["verify-model", "--package", layout, "--key", "key.pub", "--require", "signature", "--require", "provenance"],
  ] as const) {
    const { code, text } = await airworthy(verb, ...options);
    if (code !== 0) throw new Error(`${verb}: ${text}`);
  }
  return layout;
}

function promote(layout: string, stage: string, ...options: string[]): Promise<Ended> {
  return airworthy("promote-model", "--model", "ranker", "--package", layout, "--stage", stage, ...options);
}

beforeAll(async () => {
  at = await createGitFolder();
  const keys = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  await writeFile(join(at.path, ".gitignore"), "airworthy-*\nkey.*\n");
  await writeFile(join(at.path, "key.pem"), keys.privateKey);
  await writeFile(join(at.path, "key.pub"), keys.publicKey);
  await at.commit({ "airworthy.yml": POLICY });
}, 60_000);

afterAll(() => at[Symbol.asyncDispose]());

test("two versions come to a stage, the second is gone back from, and stays away", { timeout: 240_000 }, async () => {
  const first = await release("1.0.0", 60);
  expect(await promote(first, "staging")).toMatchObject({
    code: 0,
    text: expect.stringContaining("ranker 1.0.0 is in staging"),
  });
  expect((await promote(first, "staging")).text).toContain("staging has this version already");
  const early = await promote(first, "production");
  expect(early.code).toBe(3);
  expect(early.text).toContain("1 approval needed, 0 given");
  expect(await promote(first, "production", "--approved-by", "@bob")).toMatchObject({ code: 0 });

  const second = await release("2.0.0", 120);
  expect(await promote(second, "staging")).toMatchObject({ code: 0 });
  const back = await airworthy(
    "promote-model",
    "--task",
    "rollback",
    "--model",
    "ranker",
    "--stage",
    "staging",
    "--reason",
    "toxic replies",
  );
  expect(back).toMatchObject({ code: 0, text: expect.stringContaining("staging has ranker 1.0.0 again") });
  const again = await promote(second, "staging");
  expect(again.code).toBe(1);
  expect(again.text).toContain("toxic replies");

  const { text: aliases } = await airworthy("promote-model", "--task", "aliases", "--model", "ranker");
  expect(aliases).toMatch(/staging.*1\.0\.0/);
  expect(aliases).toMatch(/latest.*2\.0\.0/);
  const { text: history } = await airworthy("promote-model", "--task", "history", "--model", "ranker");
  expect(history.indexOf("toxic replies")).toBeGreaterThan(0);
  expect(at.git("tag").split("\n")).toEqual([
    "ranker#production#2",
    "ranker#staging!#4",
    "ranker#staging!#6",
    "ranker#staging#1",
    "ranker#staging#3",
    "ranker#staging#5",
    "ranker@v1.0.0",
    "ranker@v2.0.0",
  ]);
  const log = (await readFile(join(at.path, ".airworthy/flags/audit.jsonl"), "utf8")).trimEnd().split("\n");
  expect(log.map((line) => JSON.parse(line).move)).toEqual(["promote", "promote", "promote", "rollback"]);
  expect((await airworthy("verify-audit")).code).toBe(0);
});
