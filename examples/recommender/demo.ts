import { relative } from "node:path";
import { runVerb } from "../shared/run-verb.ts";
import { exposure, perViewer } from "./lists.ts";
import { GROUPS } from "./platform.ts";
import { OUTPUT, prepare } from "./prepare.ts";

/** How much each group of creators is shown, beside the baseline. */
const AUDIT: readonly string[] = [
  ...["--candidate", "output/lists-candidate.jsonl", "--baseline", "output/lists-baseline.jsonl"],
  ...["--task", "ranking", "--attributes", "creator=studio|independent", "--references", "creator=studio"],
  ...["--bias", "exposure-ratio: max-worsening=0.05", "--evidence-dir", "output/airworthy-evidence"],
];

const lists = await prepare();

await runVerb("audit-model", AUDIT, { folder: import.meta.dirname, report: "show" });
for (const version of ["baseline", "candidate"] as const) {
  const rows = lists[version];
  const shown = GROUPS.map((group) => `${group} ${exposure(rows, group).toFixed(3)}`).join(", ");
  const [clicks, likes] = [perViewer(rows, "click"), perViewer(rows, "label")].map((count) => count.toFixed(2));
  console.log(`
${version}: of the first ten a viewer clicks ${clicks} and likes ${likes};
mean exposure: ${shown}.`);
}
console.log(`\nThe tables are in ${relative(process.cwd(), OUTPUT)}.`);
