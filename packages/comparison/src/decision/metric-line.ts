import { UserError } from "@airworthy/evidence";

/** A line such as `f-beta(beta=2): floor=0.8 critical`, taken apart but not yet understood. */
export interface MetricLine {
  /** Before the colon: the metric's name with its parameters. */
  readonly metric: string;
  /** `name=value` or a word alone, in order. */
  readonly settings: readonly (readonly [name: string, value: string | null])[];
}

/**
 * Takes a metric's line apart at the first colon that stands outside brackets and quotes, and then at white space. Throws a
 * UserError for a setting that is given twice.
 */
export function splitMetricLine(line: string): MetricLine {
  const colon = endOfMetric(line);
  const metric = line.slice(0, colon).trim();
  const words = line
    .slice(colon + 1)
    .split(/\s+/)
    .filter((word) => word !== "");
  const settings = words.map((word): [string, string | null] => {
    const [name = "", value = null] = word.split(/=(.*)/s);
    return [name, value];
  });
  const names = settings.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new UserError(`${metric.slice(0, 80)}: ${twice.slice(0, 80)} is given twice`);
  return { metric, settings };
}

function endOfMetric(line: string): number {
  let depth = 0;
  let isQuoted = false;
  for (const [index, letter] of [...line].entries()) {
    if (letter === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (letter === "(") depth++;
    else if (letter === ")") depth--;
    else if (letter === ":" && depth <= 0) return [...line].slice(0, index).join("").length;
  }
  return line.length;
}
