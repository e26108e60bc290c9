import type { FamilySource } from "../families.ts";
import type { Grouping } from "../groups.ts";
import type { BiasDefinition } from "../metrics/definition.ts";
import { type BiasMetric, createMetric } from "../metrics/metric.ts";
import { BIAS_DEFINITIONS } from "../metrics/registry.ts";

/** Groups, times classes, that tables show; the others are counted. */
export const MOST_GROUP_ROWS = 100;

/** A row of tables by group: a group, of several classes one of them. */
export interface GroupRow {
  readonly group: number;
  /** Null where there are not several. */
  readonly className: string | null;
  readonly label: string;
}

export function groupRowsOf(source: FamilySource, { groups }: Grouping): GroupRow[] {
  const classes = source.classes === null || source.classes.length === 1 ? [null] : source.classes;
  return groups.flatMap(({ name }, group) =>
    classes.map((className) => ({
      group,
      className,
      label: className === null ? name : `${name}, class ${className}`,
    })),
  );
}

/** Each of the source's definitions of a group. */
export function columnsOf(source: FamilySource, isToReference: boolean): BiasDefinition[] {
  return BIAS_DEFINITIONS.filter(
    (definition) =>
      definition.family === source.family && definition.scope === "group" && definition.isToReference === isToReference,
  );
}

export function cellMetric(
  definition: BiasDefinition,
  row: GroupRow,
  source: FamilySource,
  grouping: Grouping,
): BiasMetric {
  const parameters = new Map(
    row.className === null || !definition.parameters.includes("class") ? [] : [["class", row.className]],
  );
  const id = row.className === null ? definition.name : `${definition.name}(class=${row.className})`;
  return createMetric({ definition, parameters, id }, { grouping, classes: source.classes ?? [""], group: row.group });
}

/** Whether it rests on no group that nothing may be told of. */
export function isTold({ members }: BiasMetric, { attribute, hidden }: Grouping): boolean {
  return attribute === null ? hidden.size === 0 : !members.some((member) => hidden.has(member));
}

/** Every metric between the grouping's groups, or of everyone, with its usual parameters. */
export function betweenMetrics(source: FamilySource, grouping: Grouping): BiasMetric[] {
  const scope = grouping.attribute === null ? "everyone" : "attribute";
  return BIAS_DEFINITIONS.filter((definition) => definition.family === source.family && definition.scope === scope)
    .filter(({ limits }) => limits.length === 0)
    .map((definition) =>
      createMetric(
        { definition, parameters: new Map(), id: definition.name },
        { grouping, classes: source.classes ?? [""], group: grouping.reference },
      ),
    );
}
