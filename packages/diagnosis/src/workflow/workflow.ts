import type { Access } from "../catalogue/catalogue.ts";
import type { PlaceOf } from "../finding.ts";

/** A workflow's file, as far as rules look at it. All texts are untrusted. */
export interface Workflow {
  readonly path: string;
  /** What workflow_run calls it: its `name`, or its path. */
  readonly name: string;
  /** What starts it, with what is said of each. */
  readonly events: ReadonlyMap<string, unknown>;
  /** Null where it does not say. */
  readonly permissions: Grants | null;
  readonly hasConcurrency: boolean;
  readonly jobs: readonly Job[];
  readonly placeOf: PlaceOf;
}

export interface Job {
  readonly id: string;
  /** The reusable workflow that it calls; null where it has steps. */
  readonly uses: string | null;
  readonly with: ReadonlyMap<string, string>;
  /** The names of secrets that are handed over. */
  readonly secrets: readonly string[];
  /** Whether all secrets are, by `secrets: inherit`. */
  readonly inheritsSecrets: boolean;
  readonly permissions: Grants | null;
  readonly steps: readonly Step[];
  readonly hasConcurrency: boolean;
  readonly hasEnvironment: boolean;
  /** Its `if`; null where it has none. */
  readonly condition: string | null;
  /** Whether its matrix may make several jobs of it. */
  readonly isMatrix: boolean;
  readonly path: readonly unknown[];
}

export interface Step {
  readonly uses: string | null;
  readonly run: string | null;
  /** Scalars as they would be passed on; expressions as they stand there. */
  readonly with: ReadonlyMap<string, string>;
  readonly env: Variables;
  /** Its `if`; null where it has none. */
  readonly condition: string | null;
  readonly path: readonly unknown[];
}

/** The variables that a step sees: its own, then its job's, then its workflow's; the first of a name counts. */
export type Variables = readonly ReadonlyMap<string, string>[];

/** What `permissions:` gives. */
export interface Grants {
  /** Of the scopes that are not named. */
  readonly others: Access;
  readonly scopes: ReadonlyMap<string, Access>;
}

const STRENGTH: readonly Access[] = ["none", "read", "write"];

/** The permissions that a job has; null where neither it nor its workflow says. */
export function grantsOf(workflow: Workflow, job: Job): Grants | null {
  return job.permissions ?? workflow.permissions;
}

export function levelOf({ others, scopes }: Grants, scope: string): Access {
  return scopes.get(scope) ?? others;
}

export function isAtLeast(level: Access, asked: Access): boolean {
  return STRENGTH.indexOf(level) >= STRENGTH.indexOf(asked);
}

export function mayWrite({ others, scopes }: Grants): boolean {
  return others === "write" || [...scopes.values()].includes("write");
}

/** Whether a value is known only at run time. */
export function isExpression(value: string): boolean {
  return value.includes("${{");
}
