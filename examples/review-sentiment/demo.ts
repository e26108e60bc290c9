import { rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { findings } from "./demo/findings.ts";
import { postTwice } from "./demo/post-twice.ts";
import { airworthy, show } from "./demo/run-verb.ts";
import { signAndVerify } from "./demo/sign-and-verify.ts";
import { writePredictions } from "./predict.ts";
import { prepareModels } from "./prepare.ts";

/**
 * The main job from end to end, on two real models and real reviews: package both, sign and verify, test, compare, report,
 * and post the report to a stand-in for GitHub. Nothing here reaches the network.
 */
const OUTPUT = join(import.meta.dirname, "output");
/** As the verbs are given them, which run in this folder. */
const EVIDENCE = join("output", "airworthy-evidence");
const REPORT = join("output", "airworthy-report");

title("Two versions of review-sentiment: vader-sentiment 1.1.3 is in use, sentiment 5.0.2 is the candidate");
await rm(OUTPUT, { recursive: true, force: true });
const models = await prepareModels(join(OUTPUT, "models"));
const predictions = await writePredictions(OUTPUT);

title("Package both: a package's digest is what every piece of evidence is bound to");
const baseline = await pack("vader");
const candidate = await pack("afinn");
const packages = ["--package", candidate, "--baseline-package", baseline];

title("Sign the candidate by its digests with a key of the moment; verify it, and again with one bit changed");
await signAndVerify(OUTPUT, candidate, join(EVIDENCE, "package-model.review-sentiment-5.0.2*.json"));

title("Test behaviour");
await airworthy("test-behavior", [
  ...["--suite", "suite.yml", "--candidate", here(models.afinn.adapter), "--baseline", here(models.vader.adapter)],
  ...[...packages, "--evidence-dir", EVIDENCE],
]);

title("Compare metrics on 3,000 labelled reviews of three sites");
await airworthy("compare-metrics", [
  ...["--candidate", here(predictions.afinn), "--baseline", here(predictions.vader), "--slices", "site"],
  ...[...packages, "--evidence-dir", EVIDENCE],
]);

title("Report: the comment, as a reviewer reads it");
await show("post-report", ["--evidence", join(EVIDENCE, "*.json"), "--output", REPORT]);

title("What was found");
console.log(await findings(join(OUTPUT, "airworthy-evidence")));

title("Post it through the built action to a stand-in for GitHub, twice");
for (const line of await postTwice(OUTPUT)) console.log(line);

title("Where to look");
for (const [what, path] of [
  ["The page:", join(REPORT, "report.html")],
  ["The comment:", join(REPORT, "report.md")],
  ["The evidence:", EVIDENCE],
] as const) {
  console.log(`${what.padEnd(14)}${relative(process.cwd(), join(import.meta.dirname, path))}`);
}

async function pack(model: "vader" | "afinn"): Promise<string> {
  const { path, version } = models[model];
  const layout = join("output", "packages", model);
  await airworthy("package-model", [
    ...["--path", here(path), "--name", "review-sentiment", "--version", version, "--output", layout],
    ...["--evidence-dir", EVIDENCE],
  ]);
  return layout;
}

/** A path as it reads from this folder. */
function here(path: string): string {
  return relative(import.meta.dirname, path);
}

function title(text: string): void {
  console.log(`\n── ${text}`);
}
