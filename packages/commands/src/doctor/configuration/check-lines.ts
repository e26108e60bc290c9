import { parseNamedRequests } from "@airworthy/comparison";
import { at, type Finding, findingsOfError, type PlaceOf } from "@airworthy/diagnosis";
import { UserError } from "@airworthy/evidence";
import { readPlans } from "@airworthy/experiments";
import { parseAttributes, parseGateLines } from "@airworthy/governance";
import type { WholeConfiguration } from "./whole-schema.ts";

/** As audit-model has it; which rows there are is known when it runs. */
const MINIMUM = 30;
const RULE = "configuration-invalid";

/** Texts in the configuration that have a grammar of their own: lines of metrics, gates, attributes, and plans of experiments. */
export function checkLines(
  { metrics, audit = {}, experiments }: WholeConfiguration,
  file: string,
  placeOf: PlaceOf,
): Finding[] {
  const each = (lines: readonly string[] | undefined, path: readonly string[], parse: (line: string) => unknown) =>
    (lines ?? []).flatMap((line, index) => problemsOf(() => parse(line), file, placeOf([...path, index])));
  return [
    ...each(metrics, ["metrics"], (line) => parseNamedRequests([line])),
    ...each(audit.attributes, ["audit", "attributes"], (line) => parseAttributes([line])),
    ...(["bias", "privacy", "safety"] as const).flatMap((kind) =>
      each(audit[kind], ["audit", kind], (line) => parseGateLines([line], MINIMUM)),
    ),
    ...(experiments === undefined
      ? []
      : problemsOf(() => readPlans(experiments, file, () => undefined), file, placeOf(["experiments"]))),
  ];
}

function problemsOf(parse: () => unknown, file: string, place: ReturnType<PlaceOf>): Finding[] {
  try {
    parse();
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return findingsOfError(RULE, file, error).map((finding) => ({ ...finding, place: at(file, place) }));
  }
}
