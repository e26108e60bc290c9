import type { Statement } from "@airworthy/evidence";
import { parseProvenance, type Resource } from "./parse-provenance.ts";
import { WORK_TREE } from "./provenance.ts";

/** The dependency that the model's files are of; undefined where no commit is known. */
export function sourceOf(resources: readonly Resource[]): Resource | undefined {
  const commits = resources.filter((resource) => commitOf(resource) !== undefined);
  // The event's commit, which comes first, is not what was packaged where another was checked out.
  return commits.find(({ name }) => name === WORK_TREE) ?? commits[0];
}

export function commitOf(resource: Resource): string | undefined {
  return resource.digest?.["gitCommit"];
}

/** The commit that a package was made of, as its provenance says; undefined where it names none. Throws a UserError. */
export function packagedCommit(statement: Statement): string | undefined {
  const source = sourceOf(parseProvenance(statement).buildDefinition.resolvedDependencies ?? []);
  return source === undefined ? undefined : commitOf(source);
}
