import { composeReport, type VerdictWords } from "@airworthy/report";
import { type Outcome, type Ports, TOOL } from "@airworthy/runtime";
import { reportScan, type ScanResult, scanStatement } from "@airworthy/safety-scan";
import { type Document, writeDocuments } from "./documents.ts";
import type { Repacked } from "./pack-again.ts";
import type { Prepared } from "./prepare.ts";
import { examined } from "./scan-model.ts";

/** A package alone is not ready for anything yet. */
export const PACKAGE_WORDS: VerdictWords = {
  pass: "Packaged",
  warn: "Packaged, with care",
  inconclusive: "Not packaged: not everything could be scanned",
  fail: "Not packaged",
  error: "Could not be packaged",
};

/** Paths that a reader is shown of those that differ. */
const SHOWN_PATHS = 20;
const NOTHING_MADE = { digest: "", layout: "", reference: "", card: "", bom: "", sarif: "" };

export type PackageOutput = keyof typeof NOTHING_MADE;

/** What the verb answers where the scan lets nothing be packaged: its evidence is all there is. */
export async function refuse(
  prepared: Prepared,
  { scan, sarif }: { readonly scan: ScanResult; readonly sarif: Document },
  ports: Ports,
): Promise<Outcome<PackageOutput>> {
  await writeDocuments([sarif], ports);
  const run = { startedOn: prepared.startedOn, finishedOn: ports.now().toISOString(), tool: TOOL };
  const statement = scanStatement(await examined(prepared, ports), scan, run);
  const section = reportScan(statement);
  return {
    verdict: section.verdict,
    reasonCode: section.verdict === "fail" ? "unsafe-files" : "not-scanned",
    headline: `Nothing was packaged. ${section.headline}`,
    outputs: { ...NOTHING_MADE, sarif: sarif.path },
    evidence: [{ name: `package-model.${prepared.plan.stem}.scan.json`, statement }],
    summary: composeReport([section], { tool: TOOL, commit: null, evidenceFiles: 1, words: PACKAGE_WORDS }).blocks,
    annotations: [],
  };
}

/** What it answers where a second packing gave another digest. */
export function notReproducible({ differing, otherDigest, surroundings }: Repacked): Outcome<PackageOutput> {
  const headline = `Not reproducible: packed again in other surroundings, the digest is ${otherDigest}. Nothing was packaged.`;
  return {
    verdict: "fail",
    reasonCode: "not-reproducible",
    headline,
    outputs: NOTHING_MADE,
    evidence: [],
    summary: [
      { kind: "paragraph", text: headline },
      { kind: "list", items: Object.entries(surroundings).map(([name, value]) => `${name}: ${value}`) },
      {
        kind: "list",
        items: differing.slice(0, SHOWN_PATHS).map((path) => [{ kind: "code", text: path }, " differs"]),
      },
    ],
    annotations: [],
  };
}
