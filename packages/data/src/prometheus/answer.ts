import { checkShape, UserError } from "@airworthy/evidence";
import type { Windows } from "@airworthy/signals";
import * as v from "valibot";
import { said } from "../http/said.ts";

/** One series of an answer: what tells it apart, and its values by window; null where there is none. */
export interface AnsweredSeries {
  readonly labels: string;
  readonly values: readonly (number | null)[];
}

const text = v.string();
const matrixSchema = v.object({
  status: v.literal("success"),
  data: v.object({
    resultType: v.literal("matrix"),
    result: v.array(
      v.object({
        metric: v.record(text, text),
        values: v.optional(v.array(v.tuple([v.number(), text])), []),
        histograms: v.optional(v.array(v.unknown()), []),
      }),
    ),
  }),
  warnings: v.optional(v.array(text), []),
});

const NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;
/** No numbers to go on with; any other text is no answer of Prometheus. */
const NO_NUMBERS: readonly string[] = ["NaN", "+Inf", "-Inf", "Inf"];

/**
 * The one series of an answer of /api/v1/query_range to these windows, each told by the moment of its end; null where it has
 * none at all. NaN and infinities are missing, too. Throws a UserError for several series, for warnings (the answer may be a
 * part), and for what is no such answer.
 */
export function oneSeries(answer: unknown, windows: Windows, where: string): AnsweredSeries | null {
  const { data, warnings } = checkShape(matrixSchema, answer, `the answer to ${where}`);
  if (warnings.length > 0)
    throw new UserError(`${where}: its answer comes with warnings: ${said(warnings.join("; "), null)}`);
  const [series, other] = data.result;
  if (series === undefined) return null;
  if (other !== undefined) {
    const [a, b] = [series, other].map(({ metric }) => said(labelsOf(metric), null));
    throw new UserError(`${where} has ${data.result.length} series, such as ${a} and ${b}; one is allowed`, {
      remedy: "Add them up, as in sum(rate(requests_total[5m])), or name the labels of one.",
    });
  }
  if (series.histograms.length > 0) {
    throw new UserError(`${where} gives histograms; numbers are allowed`, {
      remedy: "Take a number of them, as histogram_quantile(0.95, …) does.",
    });
  }
  const values: (number | null)[] = Array.from({ length: windows.count }, () => null);
  const seen = new Set<number>();
  for (const [seconds, written] of series.values) {
    const index = Math.round(seconds * 1_000 - windows.start) / windows.length - 1;
    if (!Number.isInteger(index) || index < 0 || index >= windows.count || seen.has(index)) {
      throw new UserError(`${where}: its answer tells of the moment ${seconds}, which was not asked for, or twice`);
    }
    seen.add(index);
    values[index] = numberOf(written, where);
  }
  return { labels: labelsOf(series.metric), values };
}

/** In the order of the labels' names, so that equal ones are equal texts. */
function labelsOf(metric: Readonly<Record<string, string>>): string {
  return `{${Object.keys(metric)
    .sort()
    .map((label) => `${label}=${JSON.stringify(metric[label])}`)
    .join(", ")}}`;
}

function numberOf(written: string, where: string): number | null {
  if (NO_NUMBERS.includes(written)) return null;
  const value = NUMBER.test(written) ? Number(written) : Number.NaN;
  if (Number.isFinite(value)) return value;
  throw new UserError(`${where}: its answer has a value that is no number`);
}
