import { checkShape, compareCodePoints, sha256Schema, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { countSchema } from "../fields.ts";
import { problemOfKeys } from "../flag/json-text.ts";
import { type Denial, denialSchema } from "./denial.ts";
import { type RolloutState, stateSchema } from "./rollout-state.ts";

/** Where rollouts keep their files, and what they are called there. */
export const FLAGS_FOLDER = ".airworthy/flags";
export const FLAGS_FILE = "flags.json";
export const ROLLOUTS_FILE = "rollouts.json";
export const AUDIT_FILE = "audit.jsonl";

export const ROLLOUTS_VERSION = 1;
const SCHEMA = "https://airworthy.dev/schema/rollouts/v1.json";

/** The length of the audit log and the SHA-256 of its last line, so that the removal of the last lines shows. */
const logSchema = v.pipe(
  v.strictObject({ length: countSchema, head: v.nullable(sha256Schema) }),
  v.check(({ length, head }) => (length === 0) === (head === null), "must have a head unless it is empty"),
);

export type LogAnchor = v.InferOutput<typeof logSchema>;

/** The file whole. */
export const rolloutsFileSchema = v.pipe(
  v.strictObject({
    $schema: v.exactOptional(v.string()),
    version: v.literal(ROLLOUTS_VERSION),
    rollouts: v.record(v.string(), stateSchema),
    denied: v.array(denialSchema),
    log: logSchema,
  }),
  v.check(
    ({ rollouts }) => Object.entries(rollouts).every(([key, { name }]) => key === name),
    "must name each rollout as its key does",
  ),
  v.check(
    ({ rollouts }) => areDistinct(Object.values(rollouts).map(({ flag }) => flag)),
    "must have a flag of its own for each rollout",
  ),
  v.check(({ denied }) => areDistinct(denied.map(({ digest }) => digest)), "must deny each digest once"),
);

/** Every rollout of a folder. */
export interface Rollouts {
  readonly rollouts: ReadonlyMap<string, RolloutState>;
  /** Oldest first. */
  readonly denied: readonly Denial[];
  readonly log: LogAnchor;
}

export const NO_ROLLOUTS: Rollouts = { rollouts: new Map(), denied: [], log: { length: 0, head: null } };

/**
 * Reads `rollouts.json`. Throws a UserError that names `where` and each wrong field: of a state that nobody can be sure of
 * no move is made.
 */
export function parseRollouts(text: string, where: string): Rollouts {
  const value = parseJson(text, where);
  const problem = problemOfKeys(text);
  if (problem !== null) throw new UserError(`${where} ${problem}`, { remedy: REMEDY });
  const { rollouts, denied, log } = checkShape(rolloutsFileSchema, value, where);
  return { rollouts: new Map(Object.entries(rollouts)), denied, log };
}

/** The file's text: equal rollouts, equal bytes. Throws a UserError for what `parseRollouts` would not take. */
export function formatRollouts({ rollouts, denied, log }: Rollouts): string {
  const sorted = [...rollouts].toSorted(([a], [b]) => compareCodePoints(a, b));
  const file = { $schema: SCHEMA, version: ROLLOUTS_VERSION, rollouts: Object.fromEntries(sorted), denied, log };
  return `${JSON.stringify(checkShape(rolloutsFileSchema, file, "The rollouts"), null, 2)}\n`;
}

const REMEDY = "Restore the file as the last move wrote it: nobody is to write it by hand.";

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`${where} is not JSON: ${reason}`, { remedy: REMEDY, cause });
  }
}

function areDistinct(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}
