import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { reportTestResult } from "@airworthy/behavior";
import type { ExaminedEvidence } from "@airworthy/clearance";
import { createStatement, formatStatement, type Statement, sha256, UserError } from "@airworthy/evidence";
import { parseChecklist, stateChecklist } from "@airworthy/governance";
import { PROVENANCE_PREDICATE } from "@airworthy/provenance";
import { describe, expect, test } from "vitest";
import { createGitFolder } from "../../../test/harness/git-repository.ts";
import { silentPorts } from "../../../test/harness/silent-ports.ts";
import { behaviorEvidence } from "../../../test/scenarios/report-workspace.ts";
import { writeDossier } from "./write-dossier.ts";

const NOW = new Date("2026-02-01T12:00:00Z");
const DIGEST = "a".repeat(64);
const DATA = "d".repeat(64);
const CANDIDATE = { name: "review-sentiment", version: "2.0.0", sha256: DIGEST, digestOf: "package" } as const;

const PROVENANCE: Statement = createStatement(
  { name: "review-sentiment@2.0.0", digest: { sha256: DIGEST } },
  PROVENANCE_PREDICATE,
  {
    buildDefinition: {
      buildType: "https://example.org/build/v1",
      externalParameters: {},
      resolvedDependencies: [
        { name: "reviews.csv", digest: { sha256: DATA }, annotations: { role: "dataset" } },
        { name: "train.py", digest: { sha256: "e".repeat(64) }, annotations: { role: "code" } },
      ],
    },
    runDetails: { builder: { id: "https://example.org/builder" } },
  },
);

const CONFIGURATION = `model:
  metadata: { vendor: Octo, title: Sentiment of reviews }
  training:
    datasets: [{ name: reviews, split: train }]
  card:
    considerations:
      technicalLimitations: [Sarcasm is missed.]
`;

const CHECKLIST = `title: Ready
sections:
  - title: All
    section_id: A
    lines:
      - { line_id: A.1, line_summary: Consent, line: Did people consent?, nist: [MAP 1.1] }
      - { line_id: A.2, line_summary: Origin, line: Is it recorded?, evidence: [{ type: provenance }] }
`;

const SIGN_OFFS = `sign-offs:
  - { line: A.1, who: "@bob", on: 2026-01-10, package: "sha256:${DIGEST}", data: ["sha256:${DATA}"] }
`;

type Inputs = Parameters<typeof writeDossier.run>[0];

function dossier(cwd: string, inputs: Partial<Inputs> = {}) {
  const given: Inputs = {
    evidence: ["airworthy-evidence/*.json"],
    artifacts: undefined,
    package: undefined,
    config: undefined,
    checklist: undefined,
    "sign-offs": ".airworthy/sign-offs.yml",
    exceptions: ".airworthy/exceptions.yml",
    history: "airworthy-history",
    standards: undefined,
    documents: undefined,
    output: "dossier.html",
    token: undefined,
    ...inputs,
  };
  return writeDossier.run(given, silentPorts(cwd, { env: { PATH: process.env["PATH"], HOME: cwd }, now: () => NOW }));
}

async function workspace(files: Readonly<Record<string, string | Statement>>) {
  const path = await mkdtemp(join(tmpdir(), "airworthy-dossier-"));
  await fill(path, files);
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

async function fill(path: string, files: Readonly<Record<string, string | Statement>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), typeof content === "string" ? content : formatStatement(content));
  }
}

const page = (folder: string) => readFile(join(folder, "dossier.html"), "utf8");
const TESTED = { "airworthy-evidence/behavior.json": behaviorEvidence() };

test("evidence alone makes a dossier, which says of all else that there is no evidence", async () => {
  await using space = await workspace(TESTED);
  const { verdict, reasonCode, outputs } = await dossier(space.path);
  expect({ verdict, reasonCode }).toEqual({ verdict: "inconclusive", reasonCode: "points-empty" });
  expect(outputs).toEqual({
    dossier: "dossier.html",
    "sections-filled": "",
    "sections-partial": "2, 3",
    "sections-empty": "1, 4, 5, 6, 7, 8, 9",
  });
  const html = await page(space.path);
  expect(html).toContain("Technical documentation of review-sentiment 2.0.0");
  expect(html).toContain(sha256(formatStatement(behaviorEvidence())));
  expect(html).toContain("No evidence.");
});

test("configuration, checklist, sign-offs, standards and documents answer the points they are of, each by its digest", async () => {
  await using space = await workspace({
    ...TESTED,
    "airworthy-evidence/provenance.json": PROVENANCE,
    "airworthy.yml": CONFIGURATION,
    ".airworthy/checklist.yml": CHECKLIST,
    ".airworthy/sign-offs.yml": SIGN_OFFS,
    "declaration.pdf": "declared",
  });
  const { outputs } = await dossier(space.path, { standards: ["ISO/IEC 42001"], documents: ["8: declaration.pdf"] });
  expect(outputs).toMatchObject({
    "sections-filled": "5, 7, 8",
    "sections-partial": "1, 2, 3",
    "sections-empty": "4, 6, 9",
  });
  const html = await page(space.path);
  for (const text of ["Provider: Octo", "reviews (train)", "Sarcasm is missed.", "signed by @bob", "ISO/IEC 42001"]) {
    expect(html).toContain(text);
  }
  for (const text of ["declared", CONFIGURATION, CHECKLIST, SIGN_OFFS]) expect(html).toContain(sha256(text));
});

describe("a sign-off", () => {
  const signed = async (change: Readonly<Record<string, string | Statement>>) => {
    const files = {
      ...TESTED,
      "airworthy-evidence/provenance.json": PROVENANCE,
      ".airworthy/checklist.yml": CHECKLIST,
      ".airworthy/sign-offs.yml": SIGN_OFFS,
    };
    await using space = await workspace({ ...files, ...change });
    await dossier(space.path);
    return (await page(space.path)).includes("signed by @bob");
  };

  test("counts for the package and the data that provenance names, and for no others", async () => {
    expect(await signed({})).toBe(true);
    expect(await signed({ ".airworthy/sign-offs.yml": SIGN_OFFS.replace(DIGEST, "b".repeat(64)) })).toBe(false);
    expect(await signed({ ".airworthy/sign-offs.yml": SIGN_OFFS.replace(DATA, "b".repeat(64)) })).toBe(false);
  });
});

describe("the checklist's own evidence", () => {
  const recorded = (sha: string, verdict: "pass" | "fail" = "fail", asOf = "2026-01-15") =>
    stateChecklist({
      candidate: CANDIDATE,
      data: [DATA],
      asOf,
      checklist: parseChecklist(
        CHECKLIST.replace("Ready", "As it was released").replace("type: provenance", "type: behavior"),
        "checklist.yml",
      ),
      evidence: [examined(sha, verdict)],
      signOffs: [],
      exceptions: [],
      command: "npx airworthy audit-model",
      inputs: [],
      tool: { name: "airworthy", version: "0.1.0" },
      startedOn: `${asOf}T00:00:00Z`,
      finishedOn: `${asOf}T00:00:01Z`,
    });

  function examined(digest: string, verdict: "pass" | "fail"): ExaminedEvidence {
    const statement = behaviorEvidence();
    const section = { ...reportTestResult(statement), verdict };
    return { name: "behavior.json", sha256: digest, statement, section };
  }

  const tested = sha256(formatStatement(behaviorEvidence()));
  const run = async (statement: Statement) => {
    const evidence = { ...TESTED, "airworthy-evidence/checklist.json": statement };
    await using space = await workspace({ ".airworthy/checklist.yml": CHECKLIST, ...evidence });
    await dossier(space.path);
    return await page(space.path);
  };

  test("is what counts where there is some, judged as of today, whatever the files say by now", async () => {
    expect(await run(recorded(tested))).toContain("The checklist “As it was released” as of 2026-02-01");
  });

  test("may not say of other evidence what that does not say", async () => {
    await expect(run(recorded(tested, "pass"))).rejects.toThrow("does not say what behavior.json is said to say");
  });

  test("holds no line against evidence that it says nothing of", async () => {
    expect(await run(recorded("0".repeat(64), "pass"))).toMatch(/A\.2 Origin[\s\S]*?not met/);
  });

  test("is not taken where it is as of a day to come", async () => {
    await expect(run(recorded(tested, "fail", "2026-02-03"))).rejects.toThrow("as of 2026-02-03, a day to come");
  });

  test("proves nothing by files that are not here: they are listed, and the dossier is not complete", async () => {
    await using space = await workspace({
      "airworthy-evidence/checklist.json": recorded("0".repeat(64), "pass"),
    });
    const { verdict, reasonCode, annotations } = await dossier(space.path);
    expect({ verdict, reasonCode }).toEqual({ verdict: "inconclusive", reasonCode: "evidence-missing" });
    expect(annotations).toMatchObject([
      { level: "warning", message: expect.stringContaining("behavior.json, sha256:000") },
    ]);
    const html = await page(space.path);
    expect(html).toContain("rests on 1 file that is not here");
    expect(html).toMatch(/A\.2 Origin[\s\S]*?unproven/);
  });
});

describe("of several packages", () => {
  const both = {
    ...TESTED,
    "airworthy-evidence/other.json": behaviorEvidence({ name: "spam", sha256: "b".repeat(64) }),
  };

  test("somebody must say which, and the others' evidence is left out", async () => {
    await using space = await workspace(both);
    await expect(dossier(space.path)).rejects.toThrow("the evidence is of 2 packages");
    await dossier(space.path, { package: `sha256:${"b".repeat(64)}` });
    const html = await page(space.path);
    expect(html).toContain("Technical documentation of spam 2.0.0");
    expect(html).toContain("1 file of other packages left out.");
  });
});

test("what was recorded on the history's ref are the changes, but for what was merely proposed", async () => {
  await using folder = await createGitFolder();
  await folder.commit({ "README.md": "code" });
  folder.git("checkout", "--quiet", "--orphan", "airworthy-history");
  const entry = (version: string, line: string) => ({
    v: 1,
    candidate: { ...CANDIDATE, version },
    baseline: null,
    commit: "c".repeat(40),
    line,
    run: null,
    recordedOn: "2026-01-15T00:00:00Z",
    verdict: "pass",
    title: `Ready: ${version}`,
    evidence: [],
    metrics: [],
  });
  const lines = [entry("1.4.0", "main"), entry("1.5.0", "pull/12")].map((one) => `${JSON.stringify(one)}\n`).join("");
  await folder.commit({ "history/2026-01.jsonl": lines });
  folder.git("checkout", "--quiet", "main");
  await fill(folder.path, TESTED);
  expect((await dossier(folder.path)).outputs["sections-filled"]).toBe("6");
  const html = await page(folder.path);
  expect(html).toContain("Ready: 1.4.0");
  expect(html).not.toContain("1.5.0");
});

test.each<[string, Partial<Inputs>, RegExp]>([
  ["no evidence at all", { evidence: ["none/*.json"] }, /there is no evidence to make a dossier of/],
  ["a checklist that is not there", { checklist: "no.yml" }, /checklist: there is no no\.yml/],
  ["a configuration that is not there", { config: "no.yml" }, /no\.yml/],
  ["a document of no point", { documents: ["10: x.pdf"] }, /an item of Annex IV, a colon and a file are allowed/],
  ["a document that is not there", { documents: ["8: x.pdf"] }, /x\.pdf/],
])("%s is an error that says so, and nothing is written", async (_, inputs, message) => {
  await using space = await workspace(TESTED);
  await expect(dossier(space.path, inputs)).rejects.toThrow(message);
  await expect(dossier(space.path, inputs)).rejects.toThrow(UserError);
  await expect(page(space.path)).rejects.toThrow("ENOENT");
});

test("evidence that was changed after it was written is put before nobody", async () => {
  const swapped = formatStatement(behaviorEvidence()).replace(DIGEST, "e".repeat(64));
  await using space = await workspace({ "airworthy-evidence/swapped.json": swapped });
  await expect(dossier(space.path)).rejects.toThrow("the digests do not match");
});

test("the same evidence makes the same bytes", async () => {
  await using space = await workspace({ ...TESTED, "airworthy-evidence/copy.json": behaviorEvidence() });
  await dossier(space.path);
  const first = await page(space.path);
  await dossier(space.path);
  expect(await page(space.path)).toBe(first);
});
