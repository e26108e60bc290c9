import { durationSchema } from "@airworthy/evidence";
import { sourceSchema } from "@airworthy/signals";
import * as v from "valibot";

const MOST_SOURCES = 50;
const MOST_NAME_CHARACTERS = 200;
const MOST_QUERY_CHARACTERS = 10_000;

/** Fields that plans have in common, by whatever rules they judge. */
export const name = v.pipe(v.string(), v.nonEmpty("must not be empty"), v.maxLength(MOST_NAME_CHARACTERS));
export const query = v.pipe(v.string(), v.nonEmpty("must not be empty"), v.maxLength(MOST_QUERY_CHARACTERS));
export const sources = v.pipe(v.record(name, sourceSchema), v.minEntries(1), v.maxEntries(MOST_SOURCES));

/** Requests by windows, where a system knows no units. */
export const requestsSchema = v.strictObject({ source: name, query, window: v.exactOptional(durationSchema) });
