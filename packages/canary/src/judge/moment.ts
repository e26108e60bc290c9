import type { Look } from "./look.ts";

/** Until when data of the step that is compared can be had, and how old the newest may be. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly until: number;
  readonly freshSeconds: number;
  /** What of the step was over then, in seconds; null where clocks say less than nothing. */
  readonly elapsedSeconds: number | null;
  /** Whether the step that is compared goes on, so that its data grow. */
  readonly isGoingOn: boolean;
}

/** Of a look: now, or, where the step that is compared is over, its end. */
export function momentOf({ now, ramp, compared, plan }: Look): Moment {
  const isGoingOn = compared.position === ramp.position;
  const until = Date.parse(isGoingOn ? now : ramp.stepStartedOn);
  const elapsed = (until - Date.parse(compared.startedOn)) / 1_000;
  return { until, freshSeconds: plan.freshSeconds, elapsedSeconds: elapsed > 0 ? elapsed : null, isGoingOn };
}

/** Whether the newest data, in milliseconds since 1970, are older than allowed, or of no time at all. */
export function isStale(newest: number, { until, freshSeconds }: Moment): boolean {
  return !(until - newest <= freshSeconds * 1_000);
}
