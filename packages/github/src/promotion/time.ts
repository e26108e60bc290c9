import * as v from "valibot";

/** A time as GitHub writes it, such as "2026-03-02T09:30:00Z". */
export const timeSchema = v.pipe(v.string(), v.isoTimestamp("must be a time in ISO 8601"));
