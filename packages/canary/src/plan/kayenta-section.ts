import { durationSchema } from "@airworthy/evidence";
import { ARMS } from "@airworthy/signals";
import * as v from "valibot";
import { name, requestsSchema, sources } from "./section-fields.ts";

const MOST_PATH_CHARACTERS = 500;
const MOST_BINDINGS = 100;
const MOST_BINDING_CHARACTERS = 500;

const bindings = v.pipe(
  v.record(name, v.pipe(v.string(), v.maxLength(MOST_BINDING_CHARACTERS))),
  v.maxEntries(MOST_BINDINGS, `must have at most ${MOST_BINDINGS} entries`),
);

const planEntries = v.strictObject({
  judge: v.literal("kayenta"),
  /** The Kayenta canary config, as JSON: its path from the root of the repository, with slashes. */
  config: v.pipe(
    v.string(),
    v.maxLength(MOST_PATH_CHARACTERS),
    v.check(isInside, "must be a path from the root of the repository, such as canary/ranker.json"),
  ),
  sources,
  /** The one that has the config's metrics. */
  source: name,
  /** The distance of two values, which Kayenta calls the step. */
  window: v.exactOptional(durationSchema),
  /** What the names in the config's queries stand for, such as `scope`; $variant, $digest and $window are filled in. */
  bindings: v.strictObject({ candidate: bindings, baseline: bindings }),
  /** What tells the split, which Kayenta's rules do not look at. */
  exposures: v.exactOptional(requestsSchema),
});

export type WrittenKayenta = v.InferOutput<typeof planEntries>;

interface KayentaCheck {
  readonly message: string;
  holds(written: WrittenKayenta): boolean;
}

const OF_ROWS = ["files", "http"];
const OF_WINDOWS = ["prometheus", ...OF_ROWS];

/** What a source that has rows instead of queries calls the versions. */
export const ROWS_BINDING = "scope";

const CHECKS: readonly KayentaCheck[] = [
  {
    message: "must name only sources that it has, of the kind prometheus, files or http",
    holds: (plan) =>
      [plan.source, ...(plan.exposures === undefined ? [] : [plan.exposures.source])].every((source) =>
        OF_WINDOWS.includes(kindOf(source, plan)),
      ),
  },
  {
    message: "must bind scope for both versions where its source has rows: there it is their variant",
    holds: (plan) => !hasRows(plan) || ARMS.every((arm) => Object.hasOwn(plan.bindings[arm], ROWS_BINDING)),
  },
];

/** A plan that is judged by Kayenta's rules. */
export const kayentaSectionSchema = v.pipe(
  planEntries,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const { holds, message } of CHECKS) if (!holds(dataset.value)) addIssue({ message });
  }),
);

/** Whether its source has rows that were added up by metric, and takes no query. */
export function hasRows(plan: Pick<WrittenKayenta, "source" | "sources">): boolean {
  return OF_ROWS.includes(kindOf(plan.source, plan));
}

function kindOf(source: string, { sources: known }: Pick<WrittenKayenta, "sources">): string {
  return Object.hasOwn(known, source) ? (known[source]?.kind ?? "") : "";
}

/** Nothing outside of the repository is read for being named in it. */
function isInside(path: string): boolean {
  return !/[\\:\0]/.test(path) && path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}
