import { MOST_ENTRIES, type Timeline, type TimelineEntry } from "../evidence/timeline.ts";
import type { Look } from "./look.ts";
import type { Ruling } from "./ruling.ts";

/** What was decided before and now: the latest entries, and how many were before these. */
export function timelineOf(look: Look, { decision, why }: Ruling, share: number): Timeline {
  const { before, omitted } = look;
  const last = before.reduce((most, { look: number }) => Math.max(most, number ?? 0), 0);
  const entry: TimelineEntry = { at: latest(look), look: last + 1, by: null, share, decision, reason: why };
  const entries = [...before, entry];
  return { omitted: omitted + Math.max(0, entries.length - MOST_ENTRIES), entries: entries.slice(-MOST_ENTRIES) };
}

/** Now, or where another clock runs ahead the time that it told: a look comes after what it builds on. */
function latest({ now, before, ramp }: Look): string {
  const times = [now, ramp.stepStartedOn, ...before.slice(-1).map(({ at }) => at)];
  return times.reduce((late, time) => (Date.parse(time) > Date.parse(late) ? time : late));
}
