import { type Block, formatCounted, type Text } from "@airworthy/report";
import { deniedByTags } from "../decide/denial.ts";
import { hasReached } from "../decide/previous-stage.ts";
import type { PromotionPredicate } from "../evidence/predicate.ts";
import type { PromotionPolicy, Stage } from "../policy/policy.ts";
import { aliasesOf, entryOf, type RegistryModel, type StageEntry } from "../records/registry.ts";
import { saidOfGate } from "../words/gate.ts";
import { timeInWords } from "../words/plain.ts";

/** What is asked about, and all that answers it. */
export interface Explained {
  /** A model or a stage. */
  readonly of: string;
  readonly policy: PromotionPolicy;
  /** What tags say of each model. */
  readonly registry: ReadonlyMap<string, RegistryModel>;
  /** Evidence of promotions and rollbacks, checked whole, in any order. */
  readonly decisions: readonly PromotionPredicate[];
}

/** The last of many; the evidence has all. */
const MOST_MODELS = 50;
const MOST_DENIED = 10;

/**
 * Why a model's or a stage's versions are where they are, from tags and evidence: what each stage has since when and by whom,
 * the last that was refused and what it lacks, and what is denied. Of a name that nobody knows, what there is instead.
 */
export function explain({ of, policy, registry, decisions }: Explained): readonly Block[] {
  const model = registry.get(of);
  const stage = policy.stages.find(({ name }) => name === of);
  if (model !== undefined) return modelBlocks(model, policy.stages, decisions);
  if (stage !== undefined) {
    const models = [...registry.values()].slice(0, MOST_MODELS);
    if (models.length === 0) return [{ kind: "paragraph", text: `Nothing is in ${of}: no tag says so.` }];
    return models.flatMap((one) => modelBlocks(one, [stage], decisions));
  }
  const known = [...registry.keys(), ...policy.stages.map(({ name }) => name)].slice(0, MOST_MODELS).join(", ");
  return [
    { kind: "paragraph", text: `There is neither a model nor a stage ${of}. There is: ${known || "nothing yet"}.` },
  ];
}

function modelBlocks(
  model: RegistryModel,
  stages: readonly Stage[],
  decisions: readonly PromotionPredicate[],
): readonly Block[] {
  const own = decisions.filter((decision) => decision.model === model.name);
  const latest = aliasesOf(model).find(({ alias }) => alias === "latest");
  return [
    {
      kind: "paragraph",
      text: [{ kind: "strong", text: model.name }, latest === undefined ? "" : `: latest is ${latest.version}`],
    },
    { kind: "list", items: stages.map((stage) => stageText(stage, model, own)) },
    ...stages.flatMap((stage) => lackBlocks(stage, model, own)),
    ...deniedBlocks(model),
  ];
}

function stageText(stage: Stage, model: RegistryModel, decisions: readonly PromotionPredicate[]): Text {
  const entry = entryOf(model, stage.name);
  if (entry === null) return `${stage.name}: nothing`;
  const decision = decisions.find(({ tags }) => tags.some(({ name }) => name === entry.tag));
  return [
    `${stage.name}: ${entry.version ?? entry.commit} since ${timeInWords(entry.since)}, `,
    ...(entry.digest === null ? ["bound to no package, "] : [{ kind: "code" as const, text: entry.digest }, ", "]),
    decision === undefined ? wayWithoutEvidence(entry) : wayOf(decision),
  ];
}

function wayWithoutEvidence({ move, tag }: StageEntry): string {
  return move === null ? `by the tag ${tag}, which no promotion made` : `by the tag ${tag}; its evidence is not here`;
}

function wayOf({ effect, by, why, findings, approvals }: PromotionPredicate): string {
  if (effect === "rolled-back") return `rolled back to by ${by}: ${why}`;
  const given = approvals.map((approval) => approval.by).join(", ");
  return `promoted by ${by}: ${formatCounted(findings.length, "gate")} held${given === "" ? "" : `, approved by ${given}`}`;
}

/** What the last request that was refused lacks, unless its package has come to the stage since. */
function lackBlocks(stage: Stage, model: RegistryModel, decisions: readonly PromotionPredicate[]): readonly Block[] {
  const refused = decisions
    .filter((decision) => decision.stage === stage.name && decision.effect === "refused" && decision.move === "promote")
    .toSorted((a, b) => Date.parse(b.on) - Date.parse(a.on))[0];
  if (refused === undefined || hasReached(model, stage.name, `sha256:${refused.candidate.sha256}`)) return [];
  const { candidate, findings, on } = refused;
  const items = findings
    .filter(({ verdict }) => verdict !== "pass")
    .map(({ gate, headline, command }): Text => {
      const mending: Text = command === null ? "" : [": ", { kind: "code", text: command }];
      return [saidOfGate(gate, headline), ...[mending].flat()];
    });
  const text = `${candidate.version ?? candidate.name} is not in ${stage.name}; on ${timeInWords(on)} it lacked:`;
  return [
    { kind: "paragraph", text },
    { kind: "list", items },
  ];
}

function deniedBlocks(model: RegistryModel): readonly Block[] {
  const denied = deniedByTags(model);
  if (denied.length === 0) return [];
  const items = denied.slice(0, MOST_DENIED).map(({ digest, by, on, reason }): Text => {
    return [{ kind: "code", text: digest }, `: ${by} went back from it on ${timeInWords(on)}: ${reason}`];
  });
  return [
    { kind: "paragraph", text: "Gone back from:" },
    { kind: "list", items },
  ];
}
