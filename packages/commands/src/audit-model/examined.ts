import type { InputFile, VersionRef } from "@airworthy/evidence";
import type { AuditMeasure, AuditTable } from "@airworthy/governance";

/** What a class's audit measured, and the files that it read: the candidate's first. */
export interface Examined {
  readonly measures: readonly AuditMeasure[];
  readonly tables: readonly AuditTable[];
  readonly facts: readonly string[];
  readonly candidate: readonly InputFile[];
  readonly baseline: readonly InputFile[];
  /** The versions that the files themselves speak of, where they are evidence. */
  readonly versions?: { readonly candidate: VersionRef; readonly baseline: VersionRef | null };
}

/** Several examinations of one class as one. */
export function together(parts: readonly Examined[]): Examined {
  return {
    measures: parts.flatMap(({ measures }) => measures),
    tables: parts.flatMap(({ tables }) => tables),
    facts: parts.flatMap(({ facts }) => facts),
    candidate: parts.flatMap(({ candidate }) => candidate),
    baseline: parts.flatMap(({ baseline }) => baseline),
    ...parts.reduce<Pick<Examined, "versions">>((known, { versions }) => (versions ? { versions } : known), {}),
  };
}
