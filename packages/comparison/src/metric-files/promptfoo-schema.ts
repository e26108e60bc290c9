import * as v from "valibot";
import { isObject } from "./plain-object.ts";

/** Absent in older versions' files; null where it was not measured. */
const text = v.nullish(v.string());
const position = v.nullish(v.pipe(v.number(), v.safeInteger()));
const measured = v.nullish(v.number());
/** valibot's records leave out keys such as "constructor". */
const object = v.nullish(v.custom<Readonly<Record<string, unknown>>>(isObject, "must be an object"));

const providerSchema = v.pipe(
  v.union([v.string(), v.object({ id: text, label: text })]),
  v.transform((provider) => (typeof provider === "string" ? provider : provider.label || provider.id || "")),
);
const promptSchema = v.pipe(
  v.object({ label: text, raw: text }),
  v.transform(({ label, raw }) => label || raw || ""),
);

const evaluatedSchema = v.object({
  testIdx: position,
  /** Of a prompt at a provider. */
  promptIdx: position,
  /** Its label, which unless it was given one is its id. */
  provider: providerSchema,
  /** Its label, which unless it was given one is its template. */
  prompt: promptSchema,
  description: text,
  vars: object,
  testCase: v.nullish(v.object({ description: text, vars: object })),
  success: v.boolean(),
  failureReason: v.nullish(v.number()),
  score: v.nullable(v.number()),
  latencyMs: measured,
  cost: measured,
  namedScores: object,
});

/** One test of one prompt at one provider: https://www.promptfoo.dev/docs/configuration/reference/#evaluateresult */
export type Evaluated = v.InferOutput<typeof evaluatedSchema>;

export const evaluationSchema = v.object({ results: v.object({ results: v.array(evaluatedSchema) }) });
