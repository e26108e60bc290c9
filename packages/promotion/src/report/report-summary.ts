import { checkShape, type Statement, type VersionRef } from "@airworthy/evidence";
import type { ReportSection } from "@airworthy/report";
import * as v from "valibot";
import { nameSchema } from "../fields.ts";

/** Of SLSA's tracks there is a handful. */
const MOST_LEVELS = 50;

/** What of https://slsa.dev/spec/v1.1/verification_summary a reader wants to know. Anybody may have written it. */
const summarySchema = v.object({
  verifier: v.object({ id: nameSchema }),
  verificationResult: v.picklist(["PASSED", "FAILED"]),
  verifiedLevels: v.optional(v.pipe(v.array(nameSchema), v.maxLength(MOST_LEVELS)), []),
});

/** What a SLSA verification summary has to say in a report. Throws a UserError where it is none. */
export function reportSummary({ subject: [subject], predicate }: Statement): ReportSection {
  const summary = checkShape(summarySchema, predicate, "the verification summary");
  const { verifier, verificationResult: result, verifiedLevels } = summary;
  return {
    title: "Verification summary",
    verdict: result === "PASSED" ? "pass" : "fail",
    headline: `${verifier.id} says ${result}.`,
    candidate: versionOf(subject),
    baseline: null,
    rows: [],
    folds: [],
    facts: verifiedLevels,
    commands: [],
  };
}

function versionOf({ name, digest: { sha256 } }: Statement["subject"][0]): VersionRef {
  const at = name.lastIndexOf("@");
  const [own, version] = at > 0 ? [name.slice(0, at), name.slice(at + 1)] : [name, null];
  return { name: own, version, sha256, digestOf: "package" };
}
