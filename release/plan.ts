import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { git } from "./git.ts";
import type { Places } from "./options.ts";
import { Refusal } from "./refusal.ts";
import type { Origin } from "./tree/assemble-tree.ts";
import { commonVersion, isEarly, namesOf } from "./versions.ts";

/** What is released, and where it goes; release-files/plan.json hands it from one step, job and machine to the next. */
export interface Plan extends Origin {
  readonly tag: string;
  /** null for a version before a release. */
  readonly branch: string | null;
  /** npm's. */
  readonly channel: string;
  /** The commit of the release's own files. */
  readonly releaseCommit: string;
  /** The release before, on the branch. */
  readonly parent: string | null;
}

const FILE = "plan.json";
const SHA = /^[0-9a-f]{40}$/;

export function writePlan(files: string, plan: Plan): void {
  writeFileSync(join(files, FILE), `${JSON.stringify(plan, null, 2)}\n`);
}

/**
 * Reads the plan of release-files; throws a Refusal where there is none, a field is not what it must be, or it is of another
 * version or commit than the sources here: it may come from another machine.
 */
export function readPlan({ root, files }: Pick<Places, "root" | "files">): Plan {
  const path = join(files, FILE);
  const plan = parsePlan(path);
  const { tag, branch } = namesOf(plan.version);
  if (plan.tag !== tag || plan.branch !== branch || (plan.channel === "next") !== isEarly(plan.version)) {
    throw new Refusal(`${path}: ${plan.version} does not go to ${plan.tag}, ${plan.branch} and ${plan.channel}`);
  }
  const version = commonVersion(root);
  if (plan.version !== version)
    throw new Refusal(`${path} is of version ${plan.version}, the sources here of ${version}`);
  const commit = git(root, ["rev-parse", "HEAD"]);
  if (plan.commit !== null && plan.commit !== commit) {
    throw new Refusal(
      `${path} is of commit ${plan.commit}, the sources here are ${commit}: build again, or check that one out`,
    );
  }
  return plan;
}

function parsePlan(path: string): Plan {
  const value = parse(path);
  const read = (field: string) => (typeof value === "object" && value !== null ? Reflect.get(value, field) : undefined);
  const text = (field: string, pattern: RegExp): string => {
    const found: unknown = read(field);
    if (typeof found === "string" && pattern.test(found)) return found;
    throw new Refusal(`${path}: ${field} is ${JSON.stringify(found)}; ${pattern} is allowed`);
  };
  const orNull = (field: string, pattern: RegExp) => (read(field) === null ? null : text(field, pattern));
  return {
    version: text("version", /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/),
    tag: text("tag", /^v\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/),
    branch: orNull("branch", /^v\d+$/),
    channel: text("channel", /^(next|latest(-\d+)?)$/),
    commit: orNull("commit", SHA),
    releaseCommit: text("releaseCommit", SHA),
    parent: orNull("parent", SHA),
  };
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new Refusal(`${path} cannot be read: run the step build first, or download its artifact`, { cause });
  }
}
