import { checkShape, sha256Schema, UserError, verdictSchema } from "@airworthy/evidence";
import * as v from "valibot";

const MOST_THREADS = 2_000;
const MOST_CHARACTERS = 1_000;
/** What nobody heard of for so long begins anew. */
const KEPT_DAYS = 90;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const text = v.pipe(v.string(), v.maxLength(MOST_CHARACTERS));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const instant = v.pipe(v.string(), v.isoTimestamp("must be an ISO 8601 time"));

const threadSchema = v.strictObject({
  target: text,
  key: text,
  /** Of the last alert that the target was told of. */
  fingerprint: sha256Schema,
  content: sha256Schema,
  verdict: verdictSchema,
  /** Where its message is; null where it cannot be changed. */
  place: v.nullable(text),
  toldOn: instant,
});

const stateSchema = v.strictObject({
  schemaVersion: v.literal(1),
  threads: v.pipe(v.array(threadSchema), v.maxLength(MOST_THREADS)),
  /** The new messages of the last hour. */
  sent: v.pipe(v.array(v.strictObject({ target: text, on: instant })), v.maxLength(100_000)),
  heldBack: v.array(v.strictObject({ target: text, count })),
});

/** What a target was last told of a key. */
export type Thread = v.InferOutput<typeof threadSchema>;

/** What we remember from run to run. Without it people are told again. */
export type AlertState = v.InferOutput<typeof stateSchema>;

export const EMPTY_STATE: AlertState = { schemaVersion: 1, threads: [], sent: [], heldBack: [] };

/** Throws a UserError that names `where` and each wrong field. */
export function parseState(content: string, where: string): AlertState {
  return checkShape<AlertState>(stateSchema, parseJson(content, where), where);
}

/** As the file has it: without what is too old to matter, in an order that follows from what it holds. */
export function formatState(state: AlertState, now: Date): string {
  const isSince = (on: string, milliseconds: number) => now.getTime() - Date.parse(on) < milliseconds;
  const threads = state.threads
    .filter(({ toldOn }) => isSince(toldOn, KEPT_DAYS * DAY))
    .toSorted((a, b) => Date.parse(b.toldOn) - Date.parse(a.toldOn))
    .slice(0, MOST_THREADS);
  const sent = state.sent.filter(({ on }) => isSince(on, HOUR));
  return `${JSON.stringify({ ...state, threads, sent }, null, 2)}\n`;
}

/** How many new messages a target got within the hour before `now`. */
export function sentWithinHour({ sent }: AlertState, target: string, now: Date): number {
  return sent.filter(({ target: to, on }) => to === target && now.getTime() - Date.parse(on) < HOUR).length;
}

function parseJson(content: string, where: string): unknown {
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new UserError(`${where} is not JSON`, { cause });
  }
}
