import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { UserError } from "@airworthy/evidence";
import type { InputValues, Ports } from "@airworthy/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { silentPorts } from "../../../test/harness/silent-ports.ts";
import { createDoctor } from "./doctor.ts";
import { commands } from "./index.ts";

const doctor = createDoctor(() => commands);

type Inputs = InputValues<typeof doctor.inputs>;

const INPUTS: Inputs = {
  directory: ".",
  rule: undefined,
  ignore: undefined,
  repository: undefined,
  "token-env": "GITHUB_TOKEN",
};
/** No token, and nothing that tells of a repository. */
const ENV = { PATH: process.env["PATH"], SystemRoot: process.env["SystemRoot"] };
const TODAY = new Date("2026-03-10T12:00:00Z");

let parent = "";

beforeAll(async () => {
  parent = await mkdtemp(join(await realpath(tmpdir()), "airworthy-doctor-"));
});

afterAll(() => rm(parent, { recursive: true, force: true }));

type Files = Readonly<Record<string, string>>;

async function folderOf(files: Files): Promise<string> {
  const folder = await mkdtemp(join(parent, "r-"));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

async function runIn(cwd: string, inputs: Partial<Inputs> = {}, ports: Partial<Ports> = {}) {
  return await doctor.run({ ...INPUTS, ...inputs }, silentPorts(cwd, { now: () => TODAY, env: ENV, ...ports }));
}

/** The findings about files, as "rule file:line:column". */
async function findingsIn(files: Files): Promise<string[]> {
  const { outputs } = await runIn(await folderOf(files));
  const found: unknown = JSON.parse(outputs.findings);
  if (!Array.isArray(found)) throw new Error("the findings are no list");
  return found
    .map(({ rule, file, line, column }) => `${rule} ${[file, line, column].filter((part) => part !== null).join(":")}`)
    .filter((text) => !/^(repository-not-looked-at|configuration-missing|workflows-without-airworthy) /.test(text));
}

const PIN = "1234567890123456789012345678901234567890";
const WORKFLOW = `name: model
on: [push]
permissions: {}
jobs:
  a:
    permissions: { contents: read }
    steps:
      - uses: airworthy/airworthy/actions/test-behavior@${PIN}
        with: { suite: tests/a.yml, candidate: model.ts }
`;
const SUITE = "name: s\nclasses: [a, b]\ntests: [{ id: t, kind: mft, templates: [x], expect: a }]\n";
const SOUND: Files = {
  ".github/workflows/model.yml": WORKFLOW,
  "tests/a.yml": SUITE,
  "airworthy.yml": "model: { name: m }\n",
};

test("a repository without mistakes passes, and it is said what was looked at, and what not", async () => {
  const { verdict, reasonCode, headline, outputs, summary } = await runIn(await folderOf(SOUND));
  expect([verdict, reasonCode]).toEqual(["pass", "nothing-found"]);
  expect(headline).toBe("Nothing to mend; 1 note; the settings at GitHub were not looked at.");
  expect(outputs).toMatchObject({ errors: "0", warnings: "0", notes: "1", ignored: "0" });
  expect(JSON.stringify(summary)).toContain("airworthy.yml, 1 file that verbs read, 1 workflow.");
});

test("a folder with nothing in it is inconclusive, and one that is not there is bad input", async () => {
  const empty = await folderOf({});
  expect(await runIn(empty, { rule: ["input-missing"] })).toMatchObject({
    verdict: "inconclusive",
    reasonCode: "nothing-examined",
  });
  await expect(runIn(empty, { directory: "nowhere" })).rejects.toThrow(UserError);
});

test("rules are asked for and left out by name; one that there is not comes with the nearest", async () => {
  const folder = await folderOf({ ...SOUND, "airworthy.yml": "modle: {}\n" });
  expect(await runIn(folder)).toMatchObject({ verdict: "fail", outputs: { errors: "1" } });
  const ignored = await runIn(folder, { ignore: ["configuration-invalid"] });
  expect(ignored).toMatchObject({ outputs: { errors: "0", ignored: "1" } });
  expect(ignored.headline).toContain("1 ignored");
  expect(await runIn(folder, { rule: ["workflow-unreadable"] })).toMatchObject({ verdict: "pass" });
  await expect(runIn(folder, { rule: ["input-mising"] })).rejects.toThrow("did you mean input-missing?");
  await expect(runIn(folder, { rule: ["git-version"], ignore: ["git-version"] })).rejects.toThrow("nothing is left");
});

describe("airworthy.yml", () => {
  test("need not be there, and that is told", async () => {
    const { "airworthy.yml": _, ...without } = SOUND;
    const { verdict, outputs } = await runIn(await folderOf(without));
    expect(verdict).toBe("pass");
    expect(outputs.findings).toContain('"rule":"configuration-missing","severity":"note","file":"airworthy.yml"');
  });

  test("is not read by another name", async () => {
    expect(await findingsIn({ "airworthy.yaml": "model: { name: m }\n" })).toEqual([
      "configuration-invalid airworthy.yaml",
    ]);
  });

  test("every problem is told at once, each with its line and column", async () => {
    const text =
      "modle: {}\nmetrics: accuracy\nrollouts:\n  r:\n    steps: [{ share: 1, bake: 1h }]\nfeedback: { modell: m }\n";
    expect(await findingsIn({ "airworthy.yml": text })).toEqual([
      "configuration-invalid airworthy.yml:1:1",
      "configuration-invalid airworthy.yml:2:1",
      "configuration-invalid airworthy.yml:5:15",
      "configuration-invalid airworthy.yml:6:1",
      "configuration-invalid airworthy.yml:6:13",
    ]);
  });

  test.each([
    ["a: b: c", "configuration-invalid airworthy.yml:1:4"],
    ["model: {}\nmodel: {}", "configuration-invalid airworthy.yml:2:1"],
    ["", "configuration-invalid airworthy.yml"],
    ["a: &a [x]\nb: *a", "configuration-invalid airworthy.yml"],
    ["model: { training: { hyperparameters: { constructor: 1 } } }", "configuration-invalid airworthy.yml"],
    ['metrics:\n  - "accuracy: flor=0.8"', "configuration-invalid airworthy.yml:2:5"],
    ['audit: { bias: ["x: max=lots"] }', "configuration-invalid airworthy.yml:1:17"],
    ['audit: { attributes: ["a & "] }', "configuration-invalid airworthy.yml:1:23"],
  ])("%j", async (text, finding) => {
    expect(await findingsIn({ "airworthy.yml": text })).toEqual([finding]);
  });

  test("sections are held to each other, and plans to the calendar", async () => {
    const freeze = "freezes: [{ from: 2026-01-01, to: 9999-12-31, why: end }]";
    const text = `rollouts:
  ranker: { steps: [{ share: 1%, bake: 1h }, { share: 100%, bake: 1h }], ${freeze} }
promotion:
  stages:
    production: { needs: [{ type: behavior }], rollout: rankr, ${freeze} }
`;
    expect(await findingsIn({ "airworthy.yml": text })).toEqual([
      "name-unknown airworthy.yml:5:48",
      "policy-missing airworthy.yml:1:1",
      "rollout-endless airworthy.yml:2:3",
      "stage-closed airworthy.yml:5:5",
    ]);
  });

  test("packages and files that it needs are looked for", async () => {
    const text = `model: { path: model.onnx }
predictors:
  candidate: { kind: onnx, file: model.onnx, runtime: node }
  other: { kind: module, file: ../elsewhere.ts }
`;
    const missing = ["peer-missing airworthy.yml:3:46", "model-file-missing airworthy.yml:4:26"];
    expect(await findingsIn({ "airworthy.yml": text, "model.onnx": "" })).toEqual(missing);
    const lock = "model: { training: { lockFiles: [a.lock] } }\n";
    expect(await findingsIn({ "airworthy.yml": lock })).toEqual(["file-missing airworthy.yml:1:34"]);
    const manifest = '{ "name": "onnxruntime-node", "version": "1.20.0" }';
    const installed = { "node_modules/onnxruntime-node/package.json": manifest };
    expect(await findingsIn({ "airworthy.yml": text, ...installed })).toEqual([
      "model-file-missing airworthy.yml:1:10",
      "model-file-missing airworthy.yml:3:28",
      "model-file-missing airworthy.yml:4:26",
    ]);
  });

  test("a placeholder that is no comment is told of once a file", async () => {
    const text = '# @your--login\nfeedback: { model: m, reviewers: ["@your--login"] } # @your--login\n';
    expect(await findingsIn({ "airworthy.yml": text, ".github/CODEOWNERS": "# x\n/a/ @your--login\n" })).toEqual([
      "placeholder-left .github/CODEOWNERS:2:5",
      "placeholder-left airworthy.yml:2:36",
    ]);
    expect(await findingsIn({ "model/candidate.json": '{\n  "server": "https://mlflow.example.org"\n}\n' })).toContain(
      "placeholder-left model/candidate.json:2:14",
    );
  });
});

describe("files", () => {
  test.each([
    ["tests/a.yml", "name: s\ntests: []\nkind: mft\n", "file-invalid tests/a.yml:3:1"],
    [".airworthy/checklist.yml", "title: T\nsections: []\n", "file-invalid .airworthy/checklist.yml:2:1"],
    [".airworthy/waivers.yml", "waivers: [{ metric: a }]\n", "file-invalid .airworthy/waivers.yml:1:11"],
    [".airworthy/exceptions.yml", "exceptions: 7\n", "file-invalid .airworthy/exceptions.yml:1:1"],
    [".airworthy/sign-offs.yml", "sign-offs:\n  - line: 7\n", "file-invalid .airworthy/sign-offs.yml:2:5"],
    [".airworthy/flags/flags.json", "{", "file-invalid .airworthy/flags/flags.json"],
    [".airworthy/flags/flags.json", '{"flags":{"a":{"state":7}}}', "file-invalid .airworthy/flags/flags.json"],
    [".airworthy/flags/rollouts.json", "[]", "file-invalid .airworthy/flags/rollouts.json"],
    [".airworthy/flags/experiments.json", "[]", "file-invalid .airworthy/flags/experiments.json"],
  ])("%s that is not valid: %j", async (path, text, finding) => {
    const found = await findingsIn({ ...SOUND, [path]: text });
    expect([...new Set(found)]).toContain(finding);
    expect(found.filter((one) => !one.startsWith("file-invalid"))).toEqual([]);
  });

  test("a suite and a checklist that a workflow names are looked for", async () => {
    const { "tests/a.yml": _, ...without } = SOUND;
    expect(await findingsIn(without)).toEqual(["file-missing .github/workflows/model.yml:9:17"]);
  });

  test("what was accepted is held to today, and entries to the lines of the checklist", async () => {
    const line = "line_summary: s, line: l";
    const checklist = `title: T\nsections: [{ title: S, section_id: S, lines: [{ line_id: S.1, ${line} }] }]\n`;
    const waiver = (metric: string, expires: string) =>
      `  - { metric: ${metric}, ceiling: 0.1, reason: r, owner: o, expires: ${expires} }\n`;
    const found = await findingsIn({
      ".airworthy/checklist.yml": checklist,
      ".airworthy/waivers.yml": `waivers:\n${waiver("a", "2026-03-09")}${waiver("b", "2026-03-20")}${waiver("c", "2026-09-01")}`,
      ".airworthy/exceptions.yml": "exceptions:\n  - { line: S.2, owner: o, reason: r, expires: 2026-12-31 }\n",
      ".airworthy/sign-offs.yml": `sign-offs:\n  - { line: S.1, who: "@ann", on: 2026-03-11, package: "sha256:${"a".repeat(64)}" }\n`,
    });
    expect(found).toEqual([
      "entry-idle .airworthy/exceptions.yml:2",
      "sign-off-void .airworthy/sign-offs.yml:2",
      "acceptance-expired .airworthy/waivers.yml:2",
      "acceptance-expiring .airworthy/waivers.yml:3",
    ]);
  });
});

test.skipIf(process.platform === "win32")("a link that leads out of the repository is not followed", async () => {
  const secret = join(await folderOf({ "secret.yml": "password: hunter2: x\n" }), "secret.yml");
  const folder = await folderOf(SOUND);
  await symlink(secret, join(folder, ".github/workflows/link.yml"));
  await rm(join(folder, "airworthy.yml"));
  await symlink(secret, join(folder, "airworthy.yml"));
  const { verdict, outputs } = await runIn(folder);
  expect(verdict).toBe("fail");
  expect(outputs.findings).toContain("leads out of the repository");
  expect(outputs.findings).not.toContain("hunter2");
});

test.skipIf(process.platform === "win32")(
  "a folder of workflows that leads out of the repository is told of",
  async () => {
    const elsewhere = await folderOf({ "model.yml": WORKFLOW });
    const folder = await folderOf({ ".github/CODEOWNERS": "* @ann\n", "airworthy.yml": "model: { name: m }\n" });
    await symlink(elsewhere, join(folder, ".github/workflows"));
    const { verdict, outputs } = await runIn(folder);
    expect(verdict).toBe("fail");
    expect(outputs.findings).toContain("workflow-unreadable");
  },
);

test("flags beyond those that are looked at are told of", async () => {
  const flags = Object.fromEntries(Array.from({ length: 5_001 }, (_, index) => [`f${index}`, { state: "ENABLED" }]));
  const text = JSON.stringify({ flags });
  const { outputs } = await runIn(await folderOf({ ...SOUND, ".airworthy/flags/flags.json": text }), {
    rule: ["file-invalid"],
  });
  expect(outputs.findings).toContain("it has 5001 flags; 5000 are looked at");
});

test("a workflow that is too large, or no text, is told of, and the others are looked at", async () => {
  const folder = await folderOf({ ...SOUND, ".github/workflows/large.yml": `a: ${"x".repeat(2 * 1024 * 1024)}\n` });
  await writeFile(join(folder, ".github/workflows/bytes.yml"), new Uint8Array([0xff, 0xfe, 0x00]));
  const { outputs, verdict } = await runIn(folder);
  expect(verdict).toBe("fail");
  const found: { rule: string; file: string }[] = JSON.parse(outputs.findings);
  expect(found.filter(({ rule }) => rule === "workflow-unreadable").map(({ file }) => file)).toEqual([
    ".github/workflows/bytes.yml",
    ".github/workflows/large.yml",
  ]);
});

test("a stage that asks for code owners needs a file of them", async () => {
  const stage = "promotion: { stages: { production: { needs: [{ type: behavior }], codeowners: true } } }\n";
  expect(await findingsIn({ "airworthy.yml": stage })).toEqual(["codeowners-missing .github/CODEOWNERS"]);
  expect(await findingsIn({ "airworthy.yml": stage, "docs/CODEOWNERS": "* @ann\n" })).toEqual([]);
  const nobody = "# * @ann\n/models/ # @ann\n@ann\n";
  const both = { CODEOWNERS: nobody, "docs/CODEOWNERS": "* @ann\n" };
  expect(await findingsIn({ "airworthy.yml": stage, ...both })).toEqual(["codeowners-missing CODEOWNERS"]);
});
