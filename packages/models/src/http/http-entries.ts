import * as v from "valibot";

/** The most requests that may be under way at once: more only queue up at the server. */
const MAX_CONCURRENCY = 64;
const MAX_RETRIES = 10;
/** Of questions in one request. */
const MAX_BATCH = 10_000;

const variableName = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "must be the name of an environment variable"),
);

const addressSchema = v.pipe(
  v.string(),
  v.check(isAddress, "must be an http:// or https:// address without a user, a password or a fragment"),
  v.description("An https:// or http:// address, without a user, a password or a fragment."),
);

/** What every predictor has that is called over HTTP. */
export const httpEntries = {
  url: addressSchema,
  headers: v.optional(
    v.pipe(
      v.record(v.string(), v.string()),
      v.description(`Headers of every request; \${NAME} stands for a secret declared under secrets.`),
    ),
  ),
  secrets: v.optional(
    v.pipe(
      v.array(variableName),
      v.description(`The environment variables that headers may use as \${NAME}. Their values are never shown.`),
    ),
  ),
  "plain-http": v.optional(
    v.pipe(v.boolean(), v.description("Secrets may go over http:// to another machine, for all on the way to read.")),
  ),
  concurrency: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(MAX_CONCURRENCY),
      v.description("How many requests may be under way at once; 4 unless given."),
    ),
  ),
  retries: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(0),
      v.maxValue(MAX_RETRIES),
      v.description("How often a request is repeated after 408, 429, 5xx or a broken connection; 3 unless given."),
    ),
  ),
};

const httpSchema = v.object(httpEntries);

export type HttpConfig = v.InferOutput<typeof httpSchema>;

export const batchSchema = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(1),
  v.maxValue(MAX_BATCH),
  v.description("How many inputs one request holds at most."),
);

function isAddress(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || !["http:", "https:"].includes(url.protocol)) return false;
  return url.username === "" && url.password === "" && url.hash === "";
}
