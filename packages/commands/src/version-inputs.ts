import { UserError, type VersionRef } from "@airworthy/evidence";
import { type InputValues, text } from "@airworthy/runtime";

/** What says which two versions are examined, for every verb that compares them. */
export const VERSION_INPUTS = {
  package: text()
    .optional()
    .describe("The candidate's package, an OCI layout or sha256:DIGEST. Without it evidence is on what was read."),
  "baseline-package": text().optional().describe("The baseline's package."),
  "candidate-name": text().optional().describe("The candidate's name in the report."),
  "candidate-version": text().optional().describe("The candidate's version in the report."),
  "baseline-name": text().optional().describe("The baseline's name in the report."),
  "baseline-version": text().optional().describe("The baseline's version in the report."),
};

/** One version as the user speaks of it: what is examined, and who it is. */
export interface VersionInput {
  /** A table's path, or how a model is called. */
  readonly source: string;
  readonly package: string | undefined;
  readonly name: string | undefined;
  readonly version: string | undefined;
}

interface GivenVersions extends InputValues<typeof VERSION_INPUTS> {
  readonly candidate: string;
  readonly baseline: string | undefined;
}

const OF_BASELINE = ["baseline-package", "baseline-name", "baseline-version"] as const;

/** Sorts the inputs by version. Throws a UserError where the baseline is described but not given. */
export function readVersions(given: GivenVersions): { candidate: VersionInput; baseline: VersionInput | null } {
  const candidate = {
    source: given.candidate,
    package: given.package,
    name: given["candidate-name"],
    version: given["candidate-version"],
  };
  const { baseline: source, "baseline-package": pack, "baseline-name": name, "baseline-version": version } = given;
  if (source !== undefined) return { candidate, baseline: { source, package: pack, name, version } };
  const stray = OF_BASELINE.find((input) => given[input] !== undefined);
  if (stray === undefined) return { candidate, baseline: null };
  throw new UserError(`${stray} was given without baseline`, { remedy: "Give the baseline that it belongs to." });
}

/** The version under the name and number that the user gives it, if any. */
export function asCalled(version: VersionRef, input: VersionInput): VersionRef {
  return { ...version, name: input.name ?? version.name, version: input.version ?? version.version };
}
