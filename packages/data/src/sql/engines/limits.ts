import type { Limits } from "../../http/attempt.ts";

/** A look follows every 15 minutes; what a third of it does not answer needs smaller tables, or partitions. */
export const QUERY_MILLISECONDS = 300_000;

/** A reply of a database over HTTP: rows of 200 metrics in 100 groups, all quantiles of 60 buckets, stay below. */
export const REPLY_LIMITS: Limits = { waits: [], milliseconds: QUERY_MILLISECONDS, bytes: 64 * 1024 * 1024 };
