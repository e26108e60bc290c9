import { UserError } from "@airworthy/evidence";
import type { Column, Table } from "@airworthy/tables";
import type { Figure } from "../../audit/figure.ts";
import type { AuditMeasure } from "../../audit/finding.ts";
import { exactChange, exactFigure, type Measured, type PrivacyOptions } from "../measured.ts";
import { classSizes } from "./class-sizes.ts";
import { type EquivalenceClasses, equivalenceClasses, sizeOf } from "./equivalence-classes.ts";
import { type SensitiveRisk, sensitiveRisk } from "./sensitive-risk.ts";
import { valueCodes } from "./value-codes.ts";

export interface ReleaseOptions extends PrivacyOptions {
  /** Columns that an outsider may know of a person, such as zip code and year of birth. */
  readonly quasiIdentifiers: readonly string[];
  /** Columns that nobody should learn from the table. Numbers are taken as ordered, categories as equally far apart. */
  readonly sensitive: readonly string[];
}

interface Release {
  readonly rows: number;
  readonly classes: EquivalenceClasses;
  readonly smallest: number;
  readonly risks: ReadonlyMap<string, SensitiveRisk>;
}

const METRICS = [
  { metric: "l-diversity", key: "distinctDiversity", unit: "count", better: "higher" },
  { metric: "entropy-l-diversity", key: "entropyDiversity", unit: "number", better: "higher" },
  { metric: "recursive-diversity-c", key: "recursiveDiversity", unit: "number", better: "lower" },
  { metric: "t-closeness", key: "closeness", unit: "number", better: "lower" },
  { metric: "basic-beta-likeness", key: "basicLikeness", unit: "number", better: "lower" },
  { metric: "enhanced-beta-likeness", key: "enhancedLikeness", unit: "number", better: "lower" },
  { metric: "delta-disclosure", key: "deltaDisclosure", unit: "number", better: "lower" },
] as const satisfies readonly (Pick<AuditMeasure, "metric" | "unit" | "better"> & { key: keyof SensitiveRisk })[];

/**
 * How well a table that is given away hides who is in it: k-anonymity, the fewest rows that agree in all quasi-identifiers (Sweeney,
 * 2002), and for each sensitive attribute how diverse and how close to the whole the values in such a class are. All as pycanon
 * defines them, but for recursive-diversity-c, where it differs from the paper that it follows. The numbers are of the table
 * itself, not estimates: their intervals are themselves. Throws a UserError for columns that are not there or are both kinds.
 */
export function measureRelease(candidate: Table, baseline: Table | null, options: ReleaseOptions): Measured {
  checkColumns(options);
  const ours = readRelease(candidate, options);
  const theirs = baseline === null ? null : readRelease(baseline, options);
  const compare = (figureOf: (release: Release) => Figure | null) => {
    const was = theirs === null ? null : figureOf(theirs);
    const now = figureOf(ours);
    return { candidate: now, baseline: was, difference: exactChange(now, was) };
  };
  const anonymity: AuditMeasure = {
    metric: "k-anonymity",
    of: null,
    unit: "count",
    better: "higher",
    ...compare(({ rows, smallest }) => (rows === 0 ? null : exactFigure(smallest, rows))),
    gate: options.gateOf("k-anonymity"),
    note: `Of ${options.quasiIdentifiers.join(", ")}.`,
  };
  const perAttribute = options.sensitive.flatMap((of) =>
    METRICS.map(
      ({ metric, key, unit, better }): AuditMeasure => ({
        metric,
        of,
        unit,
        better,
        ...compare(({ rows, risks }) => {
          const value = risks.get(of)?.[key] ?? null;
          return value === null ? null : exactFigure(value, rows);
        }),
        gate: options.gateOf(metric),
        note: noteOf(metric, ours.risks.get(of)),
      }),
    ),
  );
  return { measures: [anonymity, ...perAttribute], tables: [classSizes(ours, theirs)] };
}

function noteOf(metric: string, risk: SensitiveRisk | undefined): string | null {
  if (risk === undefined) return "The table has no rows.";
  if (metric !== "recursive-diversity-c") return null;
  if (risk.recursiveDiversity === null) return "A class with one value has no diversity.";
  return `(c, ${risk.distinctDiversity})-diverse for every c above it.`;
}

function readRelease(table: Table, { quasiIdentifiers, sensitive }: ReleaseOptions): Release {
  const classes = equivalenceClasses(
    quasiIdentifiers.map((name) => valueCodes(columnOf(table, name))),
    table.rows,
  );
  let smallest = table.rows;
  for (let name = 0; name + 1 < classes.starts.length; name++) smallest = Math.min(smallest, sizeOf(classes, name));
  const risks = new Map<string, SensitiveRisk>();
  for (const name of sensitive) {
    const values = valueCodes(columnOf(table, name));
    if (table.rows > 0) risks.set(name, sensitiveRisk(classes, values));
  }
  return { rows: table.rows, classes, smallest, risks };
}

function columnOf(table: Table, name: string): Column {
  const column = table.columns.get(name);
  if (column !== undefined) return column;
  throw new UserError(`${table.file.name} has no column ${JSON.stringify(name)}`);
}

function checkColumns({ quasiIdentifiers, sensitive }: ReleaseOptions): void {
  if (quasiIdentifiers.length === 0) throw new UserError("no quasi-identifier was given; at least one is needed");
  const all = [...quasiIdentifiers, ...sensitive];
  const twice = all.find((name, index) => all.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new UserError(`${JSON.stringify(twice)} was given twice; a column is a quasi-identifier or sensitive, once`);
}
