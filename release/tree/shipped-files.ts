import { globSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import * as v from "valibot";
import { parse } from "yaml";

const DOCUMENTS = ["LICENSE", "README.md", "CHANGELOG.md", "SECURITY.md"];
const PATTERNS = ["actions/*/action.yml", "actions/*/README.md", "*.schema.json", "packages/*/*.schema.json"];
const WORKFLOWS = ".github/workflows/*.yml";

const reusableSchema = v.object({ on: v.object({ workflow_call: v.unknown() }) });

/**
 * What a release holds beside dist/, as paths with slashes: what a runner or an editor reads, and what a person does who
 * looks at the tag. No sources, tests or pictures: a runner downloads all of it.
 */
export function shippedFiles(root: string): string[] {
  const found = (pattern: string) => globSync(pattern, { cwd: root }).map((file) => file.split(sep).join("/"));
  const reusable = found(WORKFLOWS).filter((file) => isReusable(readFileSync(join(root, file), "utf8")));
  return [...DOCUMENTS, ...PATTERNS.flatMap(found), ...reusable].sort();
}

function isReusable(workflow: string): boolean {
  return v.is(reusableSchema, parse(workflow));
}
