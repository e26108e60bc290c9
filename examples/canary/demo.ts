import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { type Moment, rollOut } from "./demo/roll-out.ts";
import { createWorkspace } from "./demo/workspace.ts";
import type { WorldName } from "./simulator/worlds.ts";

/**
 * Two candidates on their way to everybody: one that fails German users and is taken back, and the same one mended, which
 * arrives. Users are simulated and so is the time; models, flag, verbs and files are the real ones. Nothing here reaches
 * the network but the alert, which goes to a server of this process.
 */
const OUTPUT = join(import.meta.dirname, "output");
const REPORT = "airworthy-report";

title("Package three versions of review-sentiment, and hold the candidates' accuracy against a floor");
await using workspace = await createWorkspace(OUTPUT);
const { airworthy, webhook } = workspace;
console.log("vader-sentiment 1.1.3 is in use. sentiment 5.0.2 is the first candidate, cleared by scan and accuracy.");

title("Roll out sentiment 5.0.2: a look every three hours, and nobody has to be there");
const [look = ""] = (await show("german-regression")).evidence;

title("Who is told: the alert, as the webhook received it, its signature verified");
for (const { occasion, title: line, headline, owners } of webhook.alerts) {
  console.log(`${occasion}: ${line}\n  ${headline}\n  for ${owners.join(", ")}`);
}

title("The comment of the look that went back, as the pull request shows it");
await airworthy("post-report", ["--evidence", look, "--output", REPORT]);
console.log(await readFile(join(OUTPUT, REPORT, "report.md"), "utf8"));

title("Try the same package again");
console.log((await workspace.start("german-regression")).headline);

title("Roll out the candidate whose negation is mended");
await show("healthy");

title("Verify the audit log of both rollouts");
console.log((await airworthy("verify-audit", [])).headline);

title("Where to look");
for (const [what, ...path] of [
  ["The comment:", REPORT, "report.md"],
  ["The page:", REPORT, "report.html"],
  ["The evidence:", "airworthy-evidence"],
  ["The audit log:", ".airworthy", "flags", "audit.jsonl"],
  ["The events:", "events.jsonl"],
] as const) {
  console.log(`${what.padEnd(15)}${relative(process.cwd(), join(OUTPUT, ...path))}`);
}

/** Rolls a candidate out, a line a moment, and answers the last. */
async function show(world: WorldName): Promise<Moment> {
  let last: Moment | undefined;
  for await (const moment of rollOut(workspace, world)) {
    const time = moment.at.toISOString().slice(0, 16).replace("T", " ");
    console.log(`${time}  ${moment.what.padEnd(13)}${moment.headline}`);
    last = moment;
  }
  if (last === undefined) throw new Error("there was no rollout");
  return last;
}

function title(text: string): void {
  console.log(`\n── ${text}`);
}
