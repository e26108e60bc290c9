import type { Statement } from "@airworthy/evidence";
import {
  type Fold,
  formatCount,
  formatCounted,
  formatPercent,
  formatSignedPoints,
  type ReportRow,
  type ReportSection,
  type Text,
} from "@airworthy/report";
import { type ExperimentPredicate, parseExperiment } from "../evidence/predicate.ts";
import { sizeOf } from "../state/ranges.ts";
import { balanceFold } from "./balance-fold.ts";
import { splitsFold } from "./splits-fold.ts";

const WORDS: Readonly<Record<ExperimentPredicate["effect"], string>> = {
  moved: "Moved",
  unchanged: "Unchanged",
  refused: "Refused",
  looked: "Status",
};

/** What a move of an experiment has to say in a report. Throws a UserError where its predicate is not valid. */
export function reportExperiment(statement: Statement): ReportSection {
  const predicate = parseExperiment(statement);
  const { verdict, effect, headline, candidate, baseline } = predicate;
  return {
    title: "Experiment",
    verdict,
    word: WORDS[effect],
    headline,
    candidate,
    baseline,
    rows: [...findingRows(predicate), ...armRows(predicate)],
    folds: foldsOf(predicate),
    facts: factsOf(predicate),
    commands: [],
    steps: effect === "refused" ? ["Nothing was written: mend what is above, then move again."] : [],
  };
}

/** A row for each gate that is closed. */
function findingRows({ findings }: ExperimentPredicate): ReportRow[] {
  return findings
    .filter(({ verdict }) => verdict !== "pass")
    .map(({ id, verdict, change, headline, reasonCode }) => ({
      change,
      verdict,
      what: id,
      was: null,
      now: null,
      difference: headline,
      reason: reasonCode.replaceAll("-", " "),
      severity: verdict === "fail" || verdict === "error" ? 1 : Number.NaN,
    }));
}

/** A row for each arm that has or had users; which share is larger is neither better nor worse. */
function armRows({ arms, total }: ExperimentPredicate): ReportRow[] {
  return arms
    .filter(({ was, slots }) => was + slots > 0)
    .map(({ name, was, slots, best }) => ({
      change: "stable",
      verdict: "pass",
      what: ["arm ", { kind: "code", text: name }],
      was: was === 0 ? null : formatPercent(was / total),
      now: formatPercent(slots / total),
      difference: was === 0 || was === slots ? "" : formatSignedPoints((slots - was) / total),
      reason: best === null ? "share of those that take part" : `the best with ${formatPercent(best)}`,
      severity: 0,
      isSettled: true,
    }));
}

function factsOf({ experiment, moved, total, sampleRatio }: ExperimentPredicate): readonly string[] {
  const { flag, namespace, ranges, holdout, number, name } = experiment;
  return [
    `${name} ${number} under the flag ${flag}`,
    `${formatPercent(sizeOf(ranges) / total)} of the namespace ${namespace}`,
    holdout === 0 ? "nobody held out" : `${formatPercent(holdout / total)} of all users held out`,
    ...(moved === 0 ? [] : [`${formatPercent(moved / total)} change arms`]),
    ...(sampleRatio === null ? [] : [splitFact(sampleRatio)]),
  ];
}

function splitFact({ periods, p, ok }: NonNullable<ExperimentPredicate["sampleRatio"]>): string {
  const units = periods.flat().reduce((sum, arm) => sum + arm.units, 0);
  const shown = p < 0.0001 ? "< 0.0001" : `= ${Number(p.toPrecision(2))}`;
  return `${formatCounted(units, "unit")} ${ok ? "split as planned" : "NOT SPLIT AS PLANNED"} (p ${shown})`;
}

function foldsOf(predicate: ExperimentPredicate): readonly Fold[] {
  const { balance, propensities, sampleRatio } = predicate;
  return [
    ...(balance === null ? [] : [balanceFold(balance)]),
    ...(sampleRatio === null ? [] : [countsFold(sampleRatio)]),
    ...(propensities.length === 0 ? [] : [splitsFold(predicate)]),
  ];
}

function countsFold({ periods, chiSquare, p }: NonNullable<ExperimentPredicate["sampleRatio"]>): Fold {
  const rows = periods.flatMap((arms, period): readonly Text[][] => {
    const all = arms.reduce((sum, { units }) => sum + units, 0);
    const planned = arms.reduce((sum, { slots }) => sum + slots, 0);
    return arms.map(({ name, units, slots }) => [
      formatCount(period + 1),
      name,
      formatCount(units),
      formatCount(Math.round((all * slots) / planned)),
    ]);
  });
  return {
    kind: "fold",
    summary: "Units by arm, and how many were planned",
    blocks: [
      {
        kind: "table",
        columns: [
          { title: "split", align: "right" },
          { title: "arm", align: "left" },
          { title: "units", align: "right" },
          { title: "planned", align: "right" },
        ],
        rows,
      },
      {
        kind: "paragraph",
        text: `Sequential test: p ${Number(p.toPrecision(3))}, at every look. Chi-square at one look: p ${Number(chiSquare.p.toPrecision(3))}.`,
      },
    ],
  };
}
