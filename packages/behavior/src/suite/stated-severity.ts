import type { Severity } from "@airworthy/evidence";

/** What says how bad a failure of a test is, or leaves that out. */
export interface Stated {
  readonly severity?: Severity;
}

/** The severity alone, left out where there is none: what has none is written as it was before there were any. */
export function statedSeverity({ severity }: { readonly severity?: Severity | undefined }): Stated {
  return severity === undefined ? {} : { severity };
}
