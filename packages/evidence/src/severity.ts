import * as v from "valibot";
import { nearest } from "./nearest.ts";

/** How bad a failure would be, worst first. */
export const SEVERITIES = ["critical", "high", "medium", "low"] as const;

export type Severity = (typeof SEVERITIES)[number];

/** A severity; anything else is refused with the words that are allowed and, where one is near, the one that was meant. */
export const severitySchema = v.picklist(SEVERITIES, ({ input }) => {
  const near = typeof input === "string" ? nearest(input.toLowerCase(), SEVERITIES) : undefined;
  return `must be one of ${SEVERITIES.join(", ")}${near === undefined ? "" : `; did you mean ${near}?`}`;
});
