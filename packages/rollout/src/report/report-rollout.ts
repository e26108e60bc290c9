import type { Statement } from "@airworthy/evidence";
import { formatCount, formatCounted, type ReportRow, type ReportSection, type Text } from "@airworthy/report";
import { parseRollout, type RolloutFinding, type RolloutPredicate } from "../evidence/predicate.ts";
import { DONE_WORDS, headlineOf, whoInWords } from "../words/headline.ts";
import { timeInWords } from "../words/plain.ts";
import { deniedFold, drawSteps, stepsFold } from "./folds.ts";

/** What the evidence of a move has to say in a report. Throws a UserError where its predicate is not valid. */
export function reportRollout(statement: Statement): ReportSection {
  const predicate = parseRollout(statement);
  const { verdict, candidate, baseline, findings } = predicate;
  return {
    title: "Rollout",
    verdict,
    word: wordOf(predicate),
    headline: headlineOf(predicate),
    candidate,
    baseline,
    rows: findings.map(rowOf),
    folds: [...stepsFold(predicate), ...deniedFold(predicate)],
    facts: factsOf(predicate),
    commands: [],
    steps: stepsOf(predicate),
  };
}

function wordOf({ effect, move, verdict }: RolloutPredicate): string {
  if (effect === "moved") return DONE_WORDS[move];
  if (effect === "unchanged") return "Unchanged";
  return verdict === "fail" ? "Refused" : "Not yet";
}

function factsOf({ after, steps, by, on, denied, rollout }: RolloutPredicate): readonly string[] {
  const position = after.step === null ? [] : [`${drawSteps(steps.length, after.step)} ${whoInWords(after)}`];
  return [
    `${rollout.id}: ${after.phase}`,
    ...position,
    `move ${formatCount(after.revision)} by ${by} on ${timeInWords(on)}`,
    `${formatCounted(denied.length, "digest")} denied`,
  ];
}

const SEVERITY = { pass: 0, inconclusive: 0.5, fail: 1 } as const;

function rowOf({ verdict, change, gate, reasonCode, headline }: RolloutFinding): ReportRow {
  return {
    change,
    verdict,
    what: `gate: ${gate.replaceAll("-", " ")}`,
    was: null,
    now: null,
    difference: headline,
    reason: reasonCode.replaceAll("-", " "),
    severity: SEVERITY[verdict],
  };
}

/** What happens next, what makes up for a gate, and how a reader stops it. */
function stepsOf({ next, findings, after, rollout }: RolloutPredicate): readonly Text[] {
  const when = next.at === null ? "" : `, on ${timeInWords(next.at)} at the earliest`;
  const mending = findings
    .filter(({ verdict }) => verdict !== "pass")
    .flatMap(({ gate, command }): Text[] =>
      command === null ? [] : [[`for ${gate}: `, { kind: "code", text: command }]],
    );
  const move = (name: string): Text => ({
    kind: "code",
    text: `npx airworthy manage-rollout --move ${name} --rollout ${rollout.id}`,
  });
  return [
    ...(next.what === "" ? [] : [`${next.what}${when}`]),
    ...mending,
    ...(after.phase === "running" ? [["to hold it where it is: ", move("hold")].flat()] : []),
    ...(after.step === null
      ? []
      : [["to stop it, back to the stable version for everybody: ", move("rollback")].flat()]),
  ];
}
