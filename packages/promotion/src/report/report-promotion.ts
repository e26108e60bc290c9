import type { Statement } from "@airworthy/evidence";
import { type Fold, formatCounted, type ReportRow, type ReportSection, type Text } from "@airworthy/report";
import { type PromotionFinding, type PromotionPredicate, parsePromotion } from "../evidence/predicate.ts";
import { gateInWords, saidOfGate } from "../words/gate.ts";
import { headlineOf } from "../words/headline.ts";
import { timeInWords } from "../words/plain.ts";

/** What the evidence of a promotion or a rollback has to say in a report. Throws a UserError where its predicate is not valid. */
export function reportPromotion(statement: Statement): ReportSection {
  const predicate = parsePromotion(statement);
  const { verdict, candidate, baseline, findings } = predicate;
  return {
    title: "Promotion",
    verdict,
    word: wordOf(predicate),
    headline: headlineOf(predicate),
    candidate,
    baseline,
    rows: findings.filter(({ verdict: own }) => own !== "pass").map(rowOf),
    folds: [...approvalsFold(predicate), ...gatesFold(predicate), ...tagsFold(predicate)],
    facts: factsOf(predicate),
    commands: [],
    steps: stepsOf(predicate),
  };
}

function wordOf({ effect, verdict }: PromotionPredicate): string {
  switch (effect) {
    case "promoted":
      return "Promoted";
    case "rolled-back":
      return "Rolled back";
    case "unchanged":
      return "Unchanged";
    case "refused":
      return verdict === "fail" ? "Refused" : "Not yet";
  }
}

function factsOf({ stage, stages, by, on, approvals }: PromotionPredicate): readonly string[] {
  const place = stages.length > 1 ? `, ${stages.indexOf(stage) + 1} of ${stages.length}` : "";
  return [
    `stage ${stage}${place}`,
    `asked by ${by} on ${timeInWords(on)}`,
    ...(approvals.length === 0 ? [] : [`${formatCounted(approvals.length, "approval")} counted`]),
  ];
}

const SEVERITY = { pass: 0, inconclusive: 0.5, fail: 1 } as const;

function rowOf({ verdict, change, gate, reasonCode, headline }: PromotionFinding): ReportRow {
  return {
    change,
    verdict,
    what: `gate: ${gateInWords(gate)}`,
    was: null,
    now: null,
    difference: headline,
    reason: reasonCode.replaceAll("-", " "),
    severity: SEVERITY[verdict],
  };
}

function approvalsFold({ approvals }: PromotionPredicate): readonly Fold[] {
  if (approvals.length === 0) return [];
  const items = approvals.map(({ by, on, via, commit }): Text => {
    return [`${by} on ${timeInWords(on)} (${via}) of `, { kind: "code", text: commit }];
  });
  return [{ kind: "fold", summary: `Approved by ${approvals.length}`, blocks: [{ kind: "list", items }] }];
}

/** What holds is no row: nothing there was compared, and nothing is to be done. */
function gatesFold({ findings }: PromotionPredicate): readonly Fold[] {
  const held = findings.filter(({ verdict }) => verdict === "pass");
  if (held.length === 0) return [];
  const items = held.map(({ gate, headline }): Text => saidOfGate(gate, headline));
  return [{ kind: "fold", summary: `${formatCounted(held.length, "gate")} held`, blocks: [{ kind: "list", items }] }];
}

function tagsFold({ tags }: PromotionPredicate): readonly Fold[] {
  if (tags.length === 0) return [];
  const items = tags.map(({ name }): Text => ({ kind: "code", text: name }));
  return [
    { kind: "fold", summary: `Recorded: ${formatCounted(tags.length, "tag")}`, blocks: [{ kind: "list", items }] },
  ];
}

/** What makes up for a gate, what comes next, and how a reader goes back. */
function stepsOf({ effect, findings, model, stage, stages, candidate, rollout }: PromotionPredicate): readonly Text[] {
  const mending = findings
    .filter(({ verdict }) => verdict !== "pass")
    .flatMap(({ gate, command }): Text[] => (command === null ? [] : [[`for ${gateInWords(gate)}: `, code(command)]]));
  if (effect !== "promoted") return mending;
  const next = stages[stages.indexOf(stage) + 1];
  const named = `${model}@${candidate.version ?? `sha256:${candidate.sha256}`}`;
  return [
    ...(rollout === null ? [] : [`the rollout ${rollout} gives it to users step by step`]),
    ...(next === undefined ? [] : [["to promote it further: ", code(`/promote ${named} to ${next}`)]]),
    ["to go back: ", code(`/rollback ${model} REASON`)],
  ];
}

function code(text: string): { kind: "code"; text: string } {
  return { kind: "code", text };
}
