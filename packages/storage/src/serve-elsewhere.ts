import { text } from "node:stream/consumers";
import { UserError } from "@airworthy/evidence";
import * as v from "valibot";

/** More than three years, and no round number of any unit of time. */
const CLOCK_AHEAD_MS = 100_000_001_001;
/** A mode mask that few have, and another for those. */
const UMASKS = [0o077, 0o027] as const;

const surroundingsSchema = v.strictObject({
  timeZone: v.string(),
  locale: v.string(),
  /** The mode bits that new files do not get, in octal. */
  umask: v.string(),
  workingDirectory: v.string(),
  /** What its clock says, as RFC 3339. */
  clock: v.string(),
});

/** What a process elsewhere found its surroundings to be, which need not be all that was asked for. */
export type Surroundings = v.InferOutput<typeof surroundingsSchema>;

/** How a process elsewhere ended. */
export const answerSchema = v.variant("kind", [
  v.strictObject({ kind: v.literal("done"), result: v.unknown(), surroundings: surroundingsSchema }),
  v.strictObject({ kind: v.literal("refused"), message: v.string(), remedy: v.exactOptional(v.string()) }),
]);

/**
 * The whole life of a process that `runElsewhere` started: puts its clock ahead and its mode mask to another, then
 * answers what came on standard input. The result goes back as JSON; a UserError goes back as one. Folders are to be
 * listed in `elsewhereOrder`.
 */
export async function serveElsewhere(work: (input: unknown) => Promise<unknown>): Promise<void> {
  const input: unknown = JSON.parse(await text(process.stdin));
  const usual = process.umask();
  process.umask(UMASKS.find((mask) => mask !== usual) ?? 0);
  putClockAhead(CLOCK_AHEAD_MS);
  const answer = await work(input).then(done, refused);
  process.stdout.write(JSON.stringify(answer));
}

/** An order of names that differs from the one that this system lists a folder in. */
export function elsewhereOrder(names: readonly string[]): readonly string[] {
  return names.toReversed();
}

/** Only for JavaScript's own clock: the file system keeps the system's time. */
function putClockAhead(milliseconds: number): void {
  const Real = Date;
  const now = () => Real.now() + milliseconds;
  globalThis.Date = new Proxy(Real, {
    construct: (target, given, newTarget) => Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
    apply: () => new Real(now()).toString(),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
}

function done(result: unknown): unknown {
  const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
  const umask = process.umask().toString(8).padStart(4, "0");
  const surroundings = { timeZone, locale, umask, workingDirectory: process.cwd(), clock: new Date().toISOString() };
  return { kind: "done", result, surroundings };
}

function refused(error: unknown): unknown {
  if (!(error instanceof UserError)) throw error;
  const { message, remedy } = error;
  return { kind: "refused", message, ...(remedy === undefined ? {} : { remedy }) };
}
