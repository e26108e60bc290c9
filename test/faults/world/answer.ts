import * as v from "valibot";

const answerSchema = v.strictObject({
  command: v.nullable(v.string()),
  verdict: v.picklist(["pass", "warn", "inconclusive", "fail", "error"]),
  reasonCode: v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)),
  headline: v.pipe(v.string(), v.minLength(1)),
  outputs: v.record(v.string(), v.string()),
  evidence: v.array(v.string()),
});

/** What `--json` promises to print, whatever happens. */
export type Answer = v.InferOutput<typeof answerSchema>;

/** null where the text is not exactly one answer. */
export function readAnswer(stdout: string): Answer | null {
  try {
    const result = v.safeParse(answerSchema, JSON.parse(stdout));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
