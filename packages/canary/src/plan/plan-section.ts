import { durationSchema } from "@airworthy/evidence";
import { DIRECTIONS, UNITS } from "@airworthy/report";
import { MEASURES } from "@airworthy/signals";
import * as v from "valibot";
import { METRIC_CLASSES } from "../evidence/finding.ts";
import { EXPOSED } from "../evidence/ramp.ts";
import { kayentaSectionSchema } from "./kayenta-section.ts";
import { CHECKS_OF_METRIC, CHECKS_OF_PLAN } from "./section-checks.ts";
import { name, query, requestsSchema, sources } from "./section-fields.ts";

const MOST_PLANS = 200;
const MOST_METRICS = 200;
const MOST_GROUPS = 100;
const MOST_COLUMNS = 10;
const MOST_LIMITS = 500;
/** An interval of less is none. */
const MOST_ALPHA = 0.5;
const MOST_UNITS = 1e12;

const finite = v.pipe(v.number(), v.finite());
const alpha = v.pipe(finite, v.gtValue(0), v.ltValue(MOST_ALPHA));
const units = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MOST_UNITS));
const amount = v.pipe(finite, v.minValue(0));
const share = v.pipe(finite, v.minValue(0), v.maxValue(1));

/** Rows of a source: `table` is what a database takes behind FROM. */
const tableEntries = { source: name, table: v.exactOptional(query) };

const exposuresSchema = v.union([
  v.strictObject({
    ...tableEntries,
    columns: v.exactOptional(
      v.strictObject({
        time: v.exactOptional(name),
        unit: v.exactOptional(name),
        flag: v.exactOptional(v.nullable(name)),
        variant: v.exactOptional(name),
        version: v.exactOptional(v.nullable(name)),
        id: v.exactOptional(name),
        received: v.exactOptional(name),
      }),
    ),
  }),
  requestsSchema,
]);

const outcomesSchema = v.strictObject({
  ...tableEntries,
  columns: v.exactOptional(
    v.strictObject({
      time: v.exactOptional(name),
      unit: v.exactOptional(name),
      event: v.exactOptional(v.nullable(name)),
      id: v.exactOptional(name),
      received: v.exactOptional(name),
    }),
  ),
});

const metricEntries = v.strictObject({
  class: v.picklist(METRIC_CLASSES),
  /** Whether a breach goes back by itself; safety and privacy always do. */
  critical: v.exactOptional(v.boolean()),
  better: v.picklist(DIRECTIONS),
  unit: v.exactOptional(v.picklist(UNITS)),
  weight: v.exactOptional(v.pipe(finite, v.gtValue(0))),
  compared: v.exactOptional(v.picklist(["difference", "ratio"])),
  /** How much worse still counts as not worse. Without it the metric only informs. */
  margin: v.exactOptional(amount),
  goal: v.exactOptional(amount),
  /** The names under `groups` that it is judged in as well, and by which margin: its own, where none is given. */
  groups: v.exactOptional(v.pipe(v.array(name), v.maxLength(MOST_COLUMNS))),
  "group-margin": v.exactOptional(amount),
  /** Of units' outcomes. */
  event: v.exactOptional(name),
  measure: v.exactOptional(v.picklist(MEASURES)),
  value: v.exactOptional(name),
  per: v.exactOptional(name),
  rare: v.exactOptional(v.boolean()),
  /** Whether no event of either version is what is hoped for, and no sign that nobody sends any. */
  "may-be-none": v.exactOptional(v.boolean()),
  quantile: v.exactOptional(v.pipe(finite, v.gtValue(0), v.ltValue(1))),
  limits: v.exactOptional(v.pipe(v.array(finite), v.minLength(1), v.maxLength(MOST_LIMITS))),
  /** Whether users are compared with themselves before the rollout. */
  before: v.exactOptional(v.boolean()),
  /** Of windows of a system such as Prometheus. */
  source: v.exactOptional(name),
  query: v.exactOptional(query),
  window: v.exactOptional(durationSchema),
});

export type WrittenMetric = v.InferOutput<typeof metricEntries>;

const planEntries = v.strictObject({
  judge: v.exactOptional(v.literal("sequential")),
  unit: v.exactOptional(v.picklist(EXPOSED)),
  alpha: v.exactOptional(alpha),
  "own-alpha": v.exactOptional(v.strictObject(v.entriesFromList(METRIC_CLASSES, v.exactOptional(alpha)))),
  "tightest-at": v.exactOptional(units),
  "least-units": v.exactOptional(units),
  "most-crossover": v.exactOptional(share),
  "ratio-threshold": v.exactOptional(alpha),
  advance: v.exactOptional(v.picklist(["unbreached", "proven"])),
  /** How old the newest exposure may be, and the newest outcome. */
  fresh: v.exactOptional(durationSchema),
  /** How long events are waited for. */
  wait: v.exactOptional(durationSchema),
  /** How far clocks may be apart. */
  skew: v.exactOptional(durationSchema),
  /** How long after its exposure a unit's outcomes count. */
  within: v.exactOptional(durationSchema),
  /** How long the time before is that users are compared with. */
  before: v.exactOptional(durationSchema),
  sources,
  exposures: v.exactOptional(exposuresSchema),
  outcomes: v.exactOptional(outcomesSchema),
  /** In place of exposures and outcomes: rows that were added up. */
  rows: v.exactOptional(v.strictObject(tableEntries)),
  /** Groups of units, by the column of the exposures that tells them. */
  groups: v.exactOptional(
    v.pipe(v.record(name, v.pipe(v.array(name), v.minLength(1), v.maxLength(MOST_GROUPS))), v.maxEntries(MOST_COLUMNS)),
  ),
  /** How the exposures tell who is in a segment of the ramp. */
  segments: v.exactOptional(v.record(name, v.strictObject({ column: name, value: name }))),
  metrics: v.pipe(
    v.record(
      name,
      v.pipe(
        metricEntries,
        v.rawCheck(({ dataset, addIssue }) => {
          if (!dataset.typed) return;
          for (const { holds, message } of CHECKS_OF_METRIC) if (!holds(dataset.value)) addIssue({ message });
        }),
      ),
    ),
    v.minEntries(1),
    v.maxEntries(MOST_METRICS),
  ),
});

export type WrittenCanary = v.InferOutput<typeof planEntries>;

const sequentialSchema = v.pipe(
  planEntries,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const { holds, message } of CHECKS_OF_PLAN) if (!holds(dataset.value)) addIssue({ message });
  }),
);

/** The section `canary` of airworthy.yml: how the looks at a rollout are judged, by the name of its plan. */
export const canarySectionSchema = v.pipe(
  v.record(name, v.variant("judge", [sequentialSchema, kayentaSectionSchema])),
  v.maxEntries(MOST_PLANS, `must have at most ${MOST_PLANS} entries`),
);

export type CanarySection = v.InferOutput<typeof canarySectionSchema>;
