import { UserError, type VersionRef } from "@airworthy/evidence";
import type { ReportSection } from "@airworthy/report";

const SHOWN_SUBJECTS = 5;

/**
 * What the dossier is of: the package that was named, by the name that its evidence has for it, or the only one that there is
 * evidence of. Throws a UserError where that is none or several.
 */
export function chooseSubject(sections: readonly ReportSection[], named: VersionRef | null): VersionRef {
  const subjects = new Map(sections.map(({ candidate }) => [candidate.sha256, candidate]));
  if (named !== null) return named.version === null ? (subjects.get(named.sha256) ?? named) : named;
  const all = [...subjects.values()];
  const packages = all.filter(({ digestOf }) => digestOf === "package");
  const [only, ...others] = packages.length > 0 ? packages : all;
  if (only === undefined) {
    throw new UserError("there is no evidence to make a dossier of", {
      remedy: "Give files as `evidence`, or the package with the evidence attached to it as `package`.",
    });
  }
  if (others.length === 0) return only;
  const shown = [only, ...others]
    .slice(0, SHOWN_SUBJECTS)
    .map(({ name, version, sha256 }) => `${name} ${version ?? ""} sha256:${sha256}`);
  throw new UserError(`the evidence is of ${others.length + 1} packages: ${shown.join("; ")}`, {
    remedy: "Say which one the dossier is of with `package`.",
  });
}
