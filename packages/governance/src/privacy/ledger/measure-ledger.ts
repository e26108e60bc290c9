import type { Figure } from "../../audit/figure.ts";
import type { AuditMeasure } from "../../audit/finding.ts";
import type { AuditTable } from "../../audit/predicate.ts";
import { exactChange, exactFigure, type Measured, type PrivacyOptions } from "../measured.ts";
import { composedRdp, ORDERS } from "./compose.ts";
import { CONVERSIONS, type Conversion, type SpentPrivacy, spentPrivacy } from "./epsilon.ts";
import { checkOnlyAdds, type Ledger } from "./ledger.ts";

/** By conversion: dp-epsilon is the one that is usually told. */
const METRICS = { improved: "dp-epsilon", standard: "dp-epsilon-standard" } as const;

/**
 * The privacy that has been spent on the data in all: dp-epsilon and dp-epsilon-standard at the ledger's delta, better lower, exact
 * upper bounds. Throws a UserError where the ledger takes back what the baseline's says. Of an empty ledger, and of one that is
 * not bounded at any order, there is no figure. A figure rests on its entries, and one is enough, whatever the gate's minimum.
 */
export function measureLedger(candidate: Ledger, baseline: Ledger | null, options: PrivacyOptions): Measured {
  if (baseline !== null) checkOnlyAdds(candidate, baseline);
  const ours = spentOf(candidate);
  const theirs = baseline === null ? null : spentOf(baseline);
  const measures = CONVERSIONS.toReversed().map((conversion): AuditMeasure => {
    const metric = METRICS[conversion];
    const now = figureOf(ours(conversion), candidate.entries.length);
    const was = theirs === null ? null : figureOf(theirs(conversion), baseline?.entries.length ?? 0);
    return {
      metric,
      of: null,
      unit: "number",
      better: "lower",
      candidate: now,
      baseline: was,
      difference: exactChange(now, was),
      gate: { ...options.gateOf(metric), minimum: 1 },
      note: noteOf(candidate, ours(conversion), conversion),
    };
  });
  return { measures, tables: [entriesTable(candidate)] };
}

/** The divergences are added up once, and told by either conversion. */
function spentOf({ entries, delta }: Ledger): (conversion: Conversion) => SpentPrivacy {
  const divergences = composedRdp(entries, ORDERS);
  return (conversion) => spentPrivacy(ORDERS, divergences, delta, conversion);
}

function figureOf({ epsilon }: SpentPrivacy, entries: number): Figure | null {
  return entries === 0 || !Number.isFinite(epsilon) ? null : exactFigure(epsilon, entries);
}

function noteOf({ entries, delta }: Ledger, { epsilon, order }: SpentPrivacy, conversion: Conversion): string {
  if (entries.length === 0) return "The ledger has no entries: nothing is known of what was spent.";
  if (!Number.isFinite(epsilon)) return "No order bounds what was spent.";
  return `At delta ${delta}, by the ${conversion} conversion of Rényi divergences, at order ${Number(order.toFixed(1))}.`;
}

const MOST_ROWS = 50;

/** What each entry would come to by itself; together they come to less than the sum. */
function entriesTable({ entries, delta }: Ledger): AuditTable {
  return {
    title: "Epsilon of each entry by itself",
    columns: [{ title: "epsilon", unit: "number" }],
    rows: entries.slice(0, MOST_ROWS).map((entry) => ({
      label: `${entry.id}: ${entry.mechanism}, ${entry.steps} steps`,
      n: entry.steps,
      cells: [figureOf(spentOf({ entries: [entry], delta })("improved"), 1)],
    })),
    total: entries.length,
  };
}
