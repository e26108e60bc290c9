import type { Collected, Series } from "./collected.ts";
import type { SignalQuery } from "./query.ts";

/** Where events are, or what was counted of them. Throws a UserError that names the source for whatever cannot be had. */
export interface EventSource {
  collect(query: SignalQuery): Promise<Collected>;
}

/** What a source of windows is asked: one metric of both versions. */
export interface SeriesQuery {
  readonly metric: string;
  /** By version: the query's text, all placeholders filled in. */
  readonly queries: { readonly candidate: string; readonly baseline: string };
  /** Milliseconds since 1970; windows end at or before `until`. */
  readonly from: number;
  readonly until: number;
  /** The length of a window in milliseconds. */
  readonly window: number;
}

export interface SeriesSource {
  series(query: SeriesQuery): Promise<Series>;
}
