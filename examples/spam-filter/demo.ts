import { relative } from "node:path";
import { runVerb } from "../shared/run-verb.ts";
import { advantage, shareRight } from "./filter/membership.ts";
import { exposure } from "./language-model/canary.ts";
import { OUTPUT, prepare } from "./prepare.ts";

/** What the candidate tells of its training data, beside the baseline, and what is in that data. */
const AUDIT: readonly string[] = [
  ...["--losses", "output/losses-candidate.jsonl", "--baseline-losses", "output/losses-baseline.jsonl"],
  ...["--canaries", "output/canary-1-candidate.jsonl", "--baseline-canaries", "output/canary-1-baseline.jsonl"],
  ...["--texts", "output/mails.jsonl", "--evidence-dir", "output/airworthy-evidence"],
  ...["--privacy", "membership-advantage: max-worsening=0.02", "--privacy", "canary-exposure: max-worsening=1"],
];

const { filters, perplexity, canaries } = await prepare();

await runVerb("audit-model", AUDIT, { folder: import.meta.dirname, report: "show" });
for (const version of ["baseline", "candidate"] as const) {
  const { predictions, losses } = filters[version];
  const right = percent(shareRight(predictions));
  console.log(`
${version}: ${right} of mails are told rightly, membership advantage ${advantage(losses).toFixed(3)};
perplexity ${perplexity[version].toFixed(2)}, exposure in bits, by how often the secret is in the data: ${exposures(version)}.`);
}
console.log(`\nThe tables are in ${relative(process.cwd(), OUTPUT)}.`);

function exposures(version: keyof typeof filters): string {
  return canaries
    .filter((canary) => canary.version === version)
    .map(({ insertions, rows }) => `${insertions}: ${exposure(rows).toFixed(2)}`)
    .join(", ");
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
