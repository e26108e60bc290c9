import { UserError } from "@airworthy/evidence";
import type { Column, Table } from "@airworthy/tables";
import type { CaseResult, MetricFile } from "../metric-files/metric-file.ts";

/** Test results of both versions as tables of the tests that both ran, and what only one of them has. */
export interface CaseTables {
  readonly candidate: Table;
  readonly baseline: Table | null;
  /** Ids of tests that the baseline did not run, or skipped. */
  readonly added: readonly string[];
  /** Ids of tests that the baseline ran and the candidate did not. */
  readonly removed: readonly string[];
}

/** The column that is 1 for a test that passed, else 0; one that ended in an error of its own has not passed. */
export const PASSED = "passed";

/** Makes tables of test results: the column `passed`, and every number that all tests have, such as `seconds`. Skipped tests do not count. */
export function casesTables(
  candidate: { readonly file: Table["file"]; readonly content: MetricFile },
  baseline: { readonly file: Table["file"]; readonly content: MetricFile } | null,
): CaseTables {
  const now = ran(candidate.content);
  const before = baseline === null ? null : ran(baseline.content);
  const ids = [...now.keys()].filter((id) => before?.has(id) ?? true);
  if (ids.length === 0) {
    throw new UserError(
      before === null
        ? `${candidate.file.name} has no test that ran`
        : `${candidate.file.name} and ${baseline?.file.name} have no test in common that both ran`,
    );
  }
  const table = (file: Table["file"], cases: ReadonlyMap<string, CaseResult>) =>
    tableOf(
      file,
      ids.map((id) => [id, cases.get(id)] as const),
    );
  return {
    candidate: table(candidate.file, now),
    baseline: before === null || baseline === null ? null : table(baseline.file, before),
    added: before === null ? [] : [...now.keys()].filter((id) => !before.has(id)),
    removed: before === null ? [] : [...before.keys()].filter((id) => !now.has(id)),
  };
}

function ran({ cases }: MetricFile): ReadonlyMap<string, CaseResult> {
  return new Map((cases ?? []).filter(({ outcome }) => outcome !== "skipped").map((one) => [one.id, one]));
}

function tableOf(file: Table["file"], cases: readonly (readonly [string, CaseResult | undefined])[]): Table {
  const ids = cases.map(([id]) => Buffer.from(id));
  let end = 0;
  const numbers = (of: (one: CaseResult | undefined) => number): Column => ({
    kind: "number",
    numbers: Float64Array.from(cases, ([, one]) => of(one)),
  });
  const measured = new Map<string, Column>([
    [PASSED, numbers((one) => (one?.passed === true ? 1 : 0))],
    ["seconds", numbers((one) => one?.seconds ?? Number.NaN)],
  ]);
  for (const name of cases[0]?.[1]?.numbers.keys() ?? []) {
    measured.set(
      name,
      numbers((one) => one?.numbers.get(name) ?? Number.NaN),
    );
  }
  const whole = [...measured].filter(([, column]) => column.kind === "number" && column.numbers.every(Number.isFinite));
  return {
    file,
    rows: cases.length,
    ids: { bytes: Buffer.concat(ids), ends: Uint32Array.from(ids, (id) => (end += id.length)) },
    columns: new Map(whole),
  };
}
