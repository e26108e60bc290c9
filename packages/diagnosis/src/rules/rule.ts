/** What a rule looks at. */
export const AREAS = ["versions", "configuration", "workflows", "repository"] as const;

export type Area = (typeof AREAS)[number];

/** Worst first: an error fails, a warning warns, a note only tells. */
export const SEVERITIES = ["error", "warning", "note"] as const;

export type Severity = (typeof SEVERITIES)[number];

export interface Rule {
  readonly area: Area;
  /** What else it is decided from: where that could not be looked at, it can have found nothing. */
  readonly from?: readonly Area[];
  readonly severity: Severity;
  /** What it finds, as a sentence. */
  readonly finds: string;
  /** Why that matters, as a sentence. */
  readonly why: string;
  /** The page that tells more, below docs/. */
  readonly page: string;
}
