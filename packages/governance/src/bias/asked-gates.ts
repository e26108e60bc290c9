import { UserError } from "@airworthy/evidence";
import type { Gate } from "../audit/gate.ts";
import type { FamilySource } from "./families.ts";
import type { Grouping } from "./groups.ts";
import { type BiasMetric, createMetric } from "./metrics/metric.ts";
import { type AskedMetric, parseBiasMetric } from "./metrics/parse-metric.ts";
import type { BiasSettings } from "./settings.ts";
import { usualGates } from "./usual-gates.ts";

export interface AskedGate {
  readonly asked: AskedMetric;
  readonly gate: Gate;
}

export interface GatedMetric {
  readonly metric: BiasMetric;
  readonly gate: Gate;
}

/**
 * The gates that were set, or else the usual ones; those of one attribute or group first. Throws a UserError for a metric that
 * there is not, or that lacks its column, and for an attribute or group that is not audited.
 */
export function askedGates(
  settings: BiasSettings,
  sources: readonly FamilySource[],
  groupings: readonly Grouping[],
): AskedGate[] {
  const lines = settings.gates.length > 0 ? settings.gates : usualGates(settings);
  const known = new Set(groupings.flatMap(({ attribute, groups }) => [attribute, ...groups.map(({ name }) => name)]));
  const gates = lines.map(({ metric, gate }): AskedGate => {
    const asked = parseBiasMetric(metric, settings.task);
    const { name, family, limits } = asked.definition;
    if (!sources.some((source) => source.family === family)) {
      throw new UserError(`${name} needs the column "score", which the candidate's table has not`);
    }
    const of = asked.of === null ? null : spaced(asked.of);
    if (of !== null && !known.has(of)) throw notAudited(metric, groupings);
    return { asked: { ...asked, of }, gate: gate.limits.length > 0 ? gate : { ...gate, limits } };
  });
  return gates.sort((a, b) => Number(a.asked.of === null) - Number(b.asked.of === null));
}

/** The metrics of the source that some gate asks for, of the grouping. Of two gates of one, the more specific counts. */
export function gatedMetrics(gates: readonly AskedGate[], source: FamilySource, grouping: Grouping): GatedMetric[] {
  const found = new Map<string, GatedMetric>();
  for (const { asked, gate } of gates) {
    const { scope, family } = asked.definition;
    if (family !== source.family || (scope === "everyone") !== (grouping.attribute === null)) continue;
    const members = scope === "group" ? [...grouping.groups.keys()] : [grouping.reference];
    for (const group of members) {
      const metric = createMetric(asked, { grouping, classes: source.classes ?? [""], group });
      const isMeant = asked.of === null || asked.of === metric.of || asked.of === grouping.attribute;
      const key = JSON.stringify([metric.id, metric.of]);
      if (isMeant && !found.has(key)) found.set(key, { metric, gate });
    }
  }
  return [...found.values()];
}

function spaced(name: string): string {
  return name
    .split("&")
    .map((part) => part.trim())
    .join(" & ");
}

function notAudited(metric: string, groupings: readonly Grouping[]): UserError {
  const attributes = groupings.flatMap(({ attribute }) => (attribute === null ? [] : JSON.stringify(attribute)));
  return new UserError(
    `the gate of ${JSON.stringify(metric.slice(0, 200))} is of no attribute or group of this audit`,
    {
      remedy: `The attributes are ${attributes.join(", ")}; a group is written as sex=F.`,
    },
  );
}
