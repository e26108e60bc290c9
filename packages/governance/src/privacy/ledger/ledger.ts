import { canonicalJson, checkShape, readYaml, UserError } from "@airworthy/evidence";
import * as v from "valibot";

/** More than any training has phases; a ledger is written by hand or by a training run. */
const MOST_ENTRIES = 10_000;
const MOST_STEPS = 1_000_000_000_000;

const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const common = {
  /** What names the entry for good: a run's id, a release's. */
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(1_000)),
  /** How often the mechanism was used. */
  steps: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MOST_STEPS)),
};

const entrySchema = v.variant("mechanism", [
  v.strictObject({
    ...common,
    mechanism: v.literal("gaussian"),
    /** The noise's standard deviation over the L2 sensitivity. */
    "noise-multiplier": positive,
  }),
  v.strictObject({
    ...common,
    mechanism: v.literal("sampled-gaussian"),
    "noise-multiplier": positive,
    /** The probability with which each record is in a batch, by itself (Poisson sampling). */
    "sampling-probability": v.pipe(positive, v.maxValue(1)),
  }),
  v.strictObject({
    ...common,
    mechanism: v.literal("laplace"),
    /** The noise's scale over the L1 sensitivity: each step by itself has an epsilon of 1 over this. */
    "noise-multiplier": positive,
  }),
]);

export type LedgerEntry = v.InferOutput<typeof entrySchema>;

const ledgerSchema = v.strictObject({
  /** Of the (epsilon, delta) that is told, in (0, 1); below 1 over the number of records. */
  delta: v.pipe(positive, v.ltValue(1)),
  entries: v.pipe(
    v.array(entrySchema),
    v.maxLength(MOST_ENTRIES),
    v.check((entries) => new Set(entries.map(({ id }) => id)).size === entries.length, "must not have an id twice"),
  ),
});

/** Every use of the data under differential privacy, in one list that only grows. */
export type Ledger = v.InferOutput<typeof ledgerSchema>;

/** Reads YAML or JSON. Throws a UserError that names each field that is wrong, and its line. */
export function parseLedger(text: string, where: string): Ledger {
  const { value, lineOf } = readYaml(text, where);
  return checkShape<Ledger>(ledgerSchema, value, where, lineOf);
}

/**
 * Throws a UserError where an entry of the baseline's ledger is missing or changed now, or the delta is another: what has been
 * spent stays spent.
 */
export function checkOnlyAdds(candidate: Ledger, baseline: Ledger): void {
  const now = new Map(candidate.entries.map((entry) => [entry.id, canonicalJson(entry)]));
  const missing = baseline.entries.filter(({ id }) => !now.has(id));
  const changed = baseline.entries.filter((entry) => now.has(entry.id) && now.get(entry.id) !== canonicalJson(entry));
  const problems = [
    ...named(missing, "missing now"),
    ...named(changed, "changed"),
    ...(candidate.delta === baseline.delta ? [] : [`delta was ${baseline.delta} and is ${candidate.delta}`]),
  ];
  if (problems.length === 0) return;
  throw new UserError(`the ledger does not only add up: ${problems.join("; ")}`, {
    remedy: "Put back what the baseline's ledger has, and add what came after under ids of its own.",
  });
}

const SHOWN_IDS = 5;

function named(entries: readonly LedgerEntry[], what: string): string[] {
  if (entries.length === 0) return [];
  const ids = entries.slice(0, SHOWN_IDS).map(({ id }) => JSON.stringify(id.slice(0, 80)));
  return [`${ids.join(", ")}${entries.length > SHOWN_IDS ? " and more" : ""} ${what}`];
}
