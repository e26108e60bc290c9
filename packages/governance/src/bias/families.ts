import type { Grouping } from "./groups.ts";
import type { Family } from "./metrics/definition.ts";
import { FAMILIES_OF_TASK } from "./metrics/registry.ts";
import { classRows } from "./samples/class-rows.ts";
import { classSample } from "./samples/class-sample.ts";
import { numberSamples } from "./samples/number-sample.ts";
import { rankingSamples } from "./samples/ranking-sample.ts";
import { scoreSamples } from "./samples/score-sample.ts";
import type { Sample } from "./samples/sums.ts";
import { areCountable, unitsOf, weightsOf } from "./samples/units.ts";
import type { BiasRequest } from "./settings.ts";

/** What metrics of a family are worked out from. */
export interface FamilySource {
  readonly family: Family;
  /** The classes that are each held against the rest; null where there are none. */
  readonly classes: readonly string[] | null;
  sampleOf(grouping: Grouping): Sample;
}

/** The families that the tables have the columns for. Throws a UserError for values that are not allowed. */
export function familySources(request: BiasRequest): FamilySource[] {
  return FAMILIES_OF_TASK[request.settings.task].flatMap((family) => sourceOf(family, request) ?? []);
}

function sourceOf(family: Family, request: BiasRequest): FamilySource | null {
  if (family === "classes") return classSource(request);
  if (family === "numbers") return { family, classes: null, sampleOf: numberSamples(request) };
  if (family === "rankings") return { family, classes: null, sampleOf: rankingSamples(request) };
  const sampleOf = scoreSamples(request);
  return sampleOf === null ? null : { family, classes: null, sampleOf };
}

function classSource({ tables, settings }: BiasRequest): FamilySource {
  const rows = classRows(tables.candidate, tables.baseline, settings);
  const weighed = areCountable(tables.candidate, settings)
    ? null
    : {
        units: unitsOf(tables.candidate, settings.cluster, settings.seed),
        weights: weightsOf(tables.candidate),
      };
  return { family: "classes", classes: rows.classes, sampleOf: (grouping) => classSample(rows, grouping, weighed) };
}
