import * as v from "valibot";

/** A day: longer than any job lasts. */
const MAX_SECONDS = 86_400;

const secondsSchema = v.pipe(v.number(), v.minValue(0.001), v.maxValue(MAX_SECONDS));

/** How long a model may take, whatever its kind. */
export const limitEntries = {
  timeout: v.optional(
    v.pipe(secondsSchema, v.description("The longest that a batch, or a request over HTTP, may take, in seconds.")),
  ),
  "start-timeout": v.optional(
    v.pipe(secondsSchema, v.description("The longest that loading or waiting for a server may take, in seconds.")),
  ),
};
