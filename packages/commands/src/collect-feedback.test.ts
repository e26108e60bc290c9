import { mkdir, mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseFeedback } from "@airworthy/feedback";
import type { InputValues } from "@airworthy/runtime";
import { expect, test } from "vitest";
import { silentPorts } from "../../../test/harness/silent-ports.ts";
import { collectFeedback } from "./collect-feedback.ts";

type Inputs = InputValues<typeof collectFeedback.inputs>;

const DEFAULTS: Inputs = {
  config: "airworthy.yml",
  branch: undefined,
  propose: false,
  "hand-over": undefined,
  collected: undefined,
  package: undefined,
  evidence: undefined,
  cases: undefined,
  ask: false,
  seed: 0,
  salt: "a salt of enough bytes",
  token: undefined,
};
const CONFIGURATION = `feedback:
  model: sentiment
  classes: [negative, positive]
  agree: 0
  test-share: 1
  removals: removals.txt
  exports: [{ path: "*.jsonl", consent: true }]
`;
const ROWS = ["not good", "never again", "no fun"].map((input, id) => ({
  id,
  kind: "down",
  input,
  output: "positive",
  expected: "negative",
  reviewer: `Jane ${id}`,
}));
const TABLE = "suites/feedback.jsonl";

async function workspace(files: Readonly<Record<string, string>> = {}) {
  const space = await mkdtempDisposable(join(tmpdir(), "airworthy-collect-"));
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(space.path, path)), { recursive: true });
    await writeFile(join(space.path, path), text);
  };
  const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  const all = { "airworthy.yml": CONFIGURATION, "removals.txt": "", "thumbs.jsonl": lines(ROWS), ...files };
  for (const [path, text] of Object.entries(all)) await write(path, text);
  return {
    write,
    lines,
    read: (path: string) => readFile(join(space.path, path), "utf8"),
    run: (inputs: Partial<Inputs> = {}, now = "2026-03-04T10:00:00Z") =>
      collectFeedback.run({ ...DEFAULTS, ...inputs }, silentPorts(space.path, { now: () => new Date(now) })),
    [Symbol.asyncDispose]: space.remove,
  };
}

test("rows become a data set, tests and evidence; the same on another day are nothing new", async () => {
  await using at = await workspace();
  const first = await at.run();
  expect(first).toMatchObject({
    verdict: "pass",
    reasonCode: "collected",
    outputs: { effect: "written", version: "1", tests: "3" },
  });
  const [evidence] = first.evidence;
  expect(evidence?.name).toBe("collect-feedback.json");
  const predicate = evidence === undefined ? null : parseFeedback(evidence.statement);
  expect(predicate).toMatchObject({
    candidate: { name: "sentiment", digestOf: "input" },
    dataSet: { rows: 3, tests: 3 },
  });
  const before = await at.read(".airworthy/feedback/manifest.json");
  expect(before).not.toContain("Jane");
  expect(await at.run({}, "2026-05-04T10:00:00Z")).toMatchObject({ outputs: { effect: "unchanged", version: "1" } });
  expect(await at.read(".airworthy/feedback/manifest.json")).toBe(before);
});

test("a test that somebody corrected stays corrected, and the suite is written once", async () => {
  await using at = await workspace();
  await at.run();
  const table = (await at.read(TABLE)).replace(
    '"input":"no fun","expected":"negative"',
    '"input":"no fun","expected":"positive"',
  );
  await at.write(TABLE, table);
  await at.write("suites/feedback.yml", `${await at.read("suites/feedback.yml")}# ours\n`);
  await at.write("more.jsonl", at.lines([{ ...ROWS[0], id: 9, input: "so dull" }]));
  expect(await at.run()).toMatchObject({ outputs: { effect: "written", version: "2", tests: "4" } });
  expect(await at.read(TABLE)).toContain('"input":"no fun","expected":"positive"');
  expect(await at.read("suites/feedback.yml")).toContain("# ours");
});

test("a row that is asked to be removed goes from everything, and does not come back; the salt is needed for it", async () => {
  await using at = await workspace();
  await at.run();
  const [, id = ""] = /feedback\/([0-9a-f]{16})","input":"no fun"/.exec(await at.read(TABLE)) ?? [];
  await at.write("removals.txt", `${id} # asked by mail\n`);
  expect(await at.run()).toMatchObject({ outputs: { version: "2", rows: "2", tests: "2" } });
  await at.write("removals.txt", "");
  expect(await at.run()).toMatchObject({ outputs: { effect: "unchanged", rows: "2" } });
  for (const path of [".airworthy/feedback/rows.jsonl", ".airworthy/feedback/manifest.json", TABLE]) {
    expect(await at.read(path)).not.toMatch(new RegExp(`no fun|${id}`));
  }
  await expect(at.run({ salt: undefined })).rejects.toThrow("salt is missing");
});

test("consent that is taken back takes the test with it", async () => {
  await using at = await workspace();
  await at.run();
  await at.write("thumbs.jsonl", at.lines(ROWS.map((row) => ({ ...row, consent: row.id !== 1 }))));
  expect(await at.run()).toMatchObject({ outputs: { rows: "2", tests: "2" } });
  expect(await at.read(TABLE)).not.toContain("never again");
});

test("rows of another model, and lines in another encoding, are refused and counted", async () => {
  await using at = await workspace();
  await at.write("other.jsonl", at.lines([{ kind: "up", input: "x", model: "another" }]));
  expect(await at.run()).toMatchObject({
    verdict: "warn",
    headline: "1 row refused: other model.",
    outputs: { rows: "3" },
  });
});

test("nothing said writes nothing, and is no pass", async () => {
  await using at = await workspace({ "thumbs.jsonl": "" });
  expect(await at.run()).toMatchObject({
    verdict: "inconclusive",
    reasonCode: "nothing-said",
    outputs: { effect: "unchanged", version: "" },
  });
  await expect(at.read(TABLE)).rejects.toThrow("ENOENT");
});

test.each([
  ["no section", { "airworthy.yml": "policy: { expose: [{ type: audit }] }" }, {}, 'has no section "feedback"'],
  ["an unknown field", { "airworthy.yml": "feedback: { model: m, near: 1 }" }, {}, "near"],
  ["a folder outside", { "airworthy.yml": "feedback: { model: m, folder: ../x }" }, {}, "folder"],
  ["propose without a branch", {}, { propose: true }, "propose was given without branch"],
  ["propose without a token", {}, { propose: true, branch: "main" }, "in a GitHub workflow only"],
  ["collected without propose", {}, { collected: "x" }, "collected was given without propose"],
  ["ask outside of a workflow", {}, { ask: true }, "ask:"],
])("%s is refused with what to do", async (_, files, inputs, message) => {
  await using at = await workspace(files);
  await expect(at.run(inputs)).rejects.toThrow(message);
});
