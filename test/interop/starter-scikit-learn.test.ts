import { generateKeyPairSync } from "node:crypto";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pythonWith } from "./python-environment.ts";
import { type Ended, type Repository, startRepository } from "./starter/repository.ts";
import { sklearnPackages } from "./starter/sklearn.ts";

// examples/scikit-learn goes the whole way, by the command line alone, in a repository that `init` began.

const EXAMPLE = join(import.meta.dirname, "..", "..", "examples", "scikit-learn");
/** What scikit-learn says of a version, as train.py prints it. */
const scoresSchema = v.object({ rows: v.number(), accuracy: v.number(), "roc-auc": v.number() });
type Scores = v.InferOutput<typeof scoresSchema>;
/** How far a number may be from the one in evidence, which has it whole. */
const DIGITS = 12;

const VERSIONS = { baseline: "1.0.0", blind: "2.0.0", candidate: "2.1.0" } as const;
type Version = keyof typeof VERSIONS;

let at: Repository;
const scores = new Map<Version, Scores>();

beforeAll(async () => {
  at = await startRepository("sklearn", await pythonWith(await sklearnPackages()), "progression");
  await cp(EXAMPLE, at.path, { recursive: true });
  const keys = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  await writeFile(join(at.path, "key.pem"), keys.privateKey);
  await writeFile(join(at.path, "key.pub"), keys.publicKey);
  await writeFile(join(at.path, ".gitignore"), "airworthy-*\nkey.*\n.venv\nbaseline/\nblind/\ncandidate/\n");
  await at.git("init", "--quiet", "--initial-branch=main");
  await at.git("add", "--all");
  await at.git("commit", "--quiet", "--message=the example");
  for (const [name, version] of Object.entries(VERSIONS)) {
    const { stdout } = await at.run("python", "model/train.py", version, name);
    scores.set(name as Version, v.parse(scoresSchema, JSON.parse(stdout)));
    const packaged = await at.airworthy("package-model", "--path", `${name}/model`, "--version", version);
    expect(packaged).toMatchObject({ code: 0, verdict: "pass", outputs: { layout: layoutOf(name as Version) } });
  }
});

afterAll(() => at?.[Symbol.asyncDispose]());

function layoutOf(version: Version): string {
  return `airworthy-packages/progression-${VERSIONS[version]}`;
}

/** Examines a version against the one in use; its evidence goes to a folder of its own. */
function examine(verb: string, version: Version, ...options: readonly string[]): Promise<Ended> {
  const on = ["--package", layoutOf(version), "--baseline-package", layoutOf("baseline")];
  return at.airworthy(verb, ...on, "--evidence-dir", `airworthy-evidence-${version}`, ...options);
}

function tables(version: Version): readonly string[] {
  return [
    "--candidate",
    `${version}/predictions.jsonl`,
    "--baseline",
    "baseline/predictions.jsonl",
    "--positive",
    "fast",
  ];
}

test("two trainings give the same bytes, whatever the time zone, language, folder and order of hashes", async () => {
  const checked = await at.airworthy(
    ...["check-reproducibility", "--command", "python model/train.py 2.1.0 candidate", "--outputs", "candidate"],
    ...["--perturb", "all", "--exclude", ".git", "--exclude", ".venv"],
  );
  expect(checked).toMatchObject({ code: 0, verdict: "pass", reasonCode: "reproducible" });
});

test("the README tells the means over 100 splits as scikit-learn gives them", async () => {
  const { stdout } = await at.run("python", "model/splits.py");
  expect(JSON.parse(stdout)).toEqual({
    means: { "1.0.0": [0.709, 0.143], "2.0.0": [0.742, 0.308], "2.1.0": [0.745, 0.169] },
    larger: 100,
    of: 100,
  });
  const readme = await readFile(join(EXAMPLE, "README.md"), "utf8");
  expect(readme).toContain("| right, mean over 100 splits | 70.9 % | 74.2 % | 74.5 % |");
  expect(readme).toContain("| difference, mean over 100 splits | 14.3 % | **30.8 %** | 16.9 % |");
});

describe.each(["blind", "candidate"] as const)("%s is examined, and the numbers are scikit-learn's", (version) => {
  test("what its suite counts as wrong is what scikit-learn does", async () => {
    const ended = await examine(
      ...(["test-behavior", version, "--suite", "tests/behavior.yml", "--candidate", version] as const),
      ...["--baseline", "baseline"],
    );
    expect(ended).toMatchObject({ code: 0, verdict: "pass", outputs: { cases: "542" } });
    const { rows, accuracy } = scoresOf(version);
    expect(Number(ended.outputs["failures"])).toBe(Math.round(rows * (1 - accuracy)));
  });

  test("accuracy and area under the curve are equal", async () => {
    const ended = await examine("compare-metrics", version, ...tables(version));
    expect(ended).toMatchObject({ code: 0, verdict: "warn", outputs: { rows: "221", regressions: "0" } });
    const measured = await findingsOf(version, "compare-metrics.predictions.json");
    for (const name of ["accuracy", "roc-auc"] as const) {
      const finding = measured.find(({ metric }) => metric === name);
      expect(finding?.candidate).toBeCloseTo(scoresOf(version)[name], DIGITS);
      expect(finding?.baseline).toBeCloseTo(scoresOf("baseline")[name], DIGITS);
    }
  });
});

test("the version that is not told the sex is more accurate, and treats the sexes more differently: the audit stops it", async () => {
  expect(scoresOf("blind").accuracy).toBeGreaterThan(scoresOf("candidate").accuracy);
  expect(await examine("audit-model", "blind", ...tables("blind"))).toMatchObject({
    code: 1,
    verdict: "fail",
    reasonCode: "max-exceeded",
    outputs: { bias: "fail" },
  });
  const difference = await equalizedOdds("blind");
  expect(difference).toBeGreaterThan(0.3);
  const findings = await findingsOf("blind", "audit-model.bias.json");
  const [finding] = findings.filter(({ metric }) => metric === "equalized-odds-difference");
  expect(finding?.candidate).toBeCloseTo(difference, DIGITS);
  expect(finding?.baseline).toBeCloseTo(await equalizedOdds("baseline"), DIGITS);
  const evidence = ["--evidence", "airworthy-evidence-blind/*.json"];
  const promoted = await at.airworthy("promote-model", ...staging("blind"), ...evidence);
  expect(promoted).toMatchObject({ code: 1, reasonCode: "evidence-fail" });
  const started = await at.airworthy("manage-rollout", ...start("blind"), ...evidence);
  expect(started).toMatchObject({ code: 1, reasonCode: "evidence-fail", outputs: { effect: "refused" } });
});

test("the version that knows it is signed, verified, reported, promoted and given to the first users", async () => {
  expect(await examine("audit-model", "candidate", ...tables("candidate"))).toMatchObject({ code: 0, verdict: "warn" });
  const evidence = [
    ...["--evidence", "airworthy-evidence-candidate/*.json"],
    ...["--evidence", "airworthy-evidence/package-model.progression-2.1.0*.json"],
  ];
  const layout = layoutOf("candidate");
  const signed = await at.airworthy("sign-model", "--package", layout, "--key", "key.pem", ...evidence);
  expect(signed).toMatchObject({ code: 0, verdict: "pass" });
  const required = ["--require", "signature", "--require", "provenance"];
  const dir = ["--evidence-dir", "airworthy-evidence-candidate"];
  const verified = await at.airworthy("verify-model", "--package", layout, "--key", "key.pub", ...required, ...dir);
  expect(verified).toMatchObject({ code: 0, verdict: "warn", reasonCode: "local-build" });
  const reported = await at.airworthy("post-report", ...evidence);
  expect(reported).toMatchObject({ code: 0, verdict: "warn", outputs: { comment: "none" } });
  const page = await readFile(join(at.path, "airworthy-report", "report.html"), "utf8");
  for (const words of ["progression", "2.1.0", "equalized-odds-difference", "accuracy"]) expect(page).toContain(words);

  expect(await at.airworthy("promote-model", ...staging("candidate"), ...evidence)).toMatchObject({
    code: 0,
    reasonCode: "promoted",
  });
  expect(await at.git("tag")).toBe("progression#staging#1\nprogression@v2.1.0");
  const started = await at.airworthy("manage-rollout", ...start("candidate"), ...evidence);
  expect(started).toMatchObject({ code: 0, outputs: { effect: "moved", rollout: "progression-1", share: "0.05" } });
  const flags = await readFile(join(at.path, ".airworthy", "flags", "flags.json"), "utf8");
  expect(flags).toContain(`"${started.outputs["candidate"]}"`);
});

function staging(version: Version): readonly string[] {
  return ["--model", "progression", "--package", layoutOf(version), "--stage", "staging"];
}

function start(version: Version): readonly string[] {
  const packages = ["--package", layoutOf(version), "--baseline-package", layoutOf("baseline")];
  return ["--move", "start", "--rollout", "progression", ...packages];
}

function scoresOf(version: Version): Scores {
  const found = scores.get(version);
  if (found === undefined) throw new Error(`${version} was not trained`);
  return found;
}

/** A number, in an audit with its interval. */
const measureSchema = v.union([
  v.number(),
  v.pipe(
    v.object({ value: v.number() }),
    v.transform(({ value }) => value),
  ),
]);
const evidenceSchema = v.object({
  predicate: v.object({
    findings: v.array(v.object({ metric: v.string(), candidate: measureSchema, baseline: measureSchema })),
  }),
});

async function findingsOf(version: Version, file: string) {
  const text = await readFile(join(at.path, `airworthy-evidence-${version}`, file), "utf8");
  return v.parse(evidenceSchema, JSON.parse(text)).predicate.findings;
}

const rowSchema = v.object({ label: v.string(), prediction: v.string(), sex: v.string() });

/** The larger of the two differences between the sexes: in who is found of the quick, and who is taken for one of them. By hand. */
async function equalizedOdds(version: Version): Promise<number> {
  const text = await readFile(join(at.path, version, "predictions.jsonl"), "utf8");
  const rows = text
    .trimEnd()
    .split("\n")
    .map((line) => v.parse(rowSchema, JSON.parse(line)));
  const rate = (sex: string, label: string) => {
    const those = rows.filter((row) => row.sex === sex && row.label === label);
    return those.filter(({ prediction }) => prediction === "fast").length / those.length;
  };
  return Math.max(...["fast", "slow"].map((label) => Math.abs(rate("1", label) - rate("2", label))));
}
