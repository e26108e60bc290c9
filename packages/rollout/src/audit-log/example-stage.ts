import { sha256 } from "@airworthy/evidence";
import type { PromotionDraft } from "./entry.ts";

const COMMIT_CHARACTERS = 40;

/** A change of a stage for tests: its number, from 1; every fourth goes back and denies what the stage had. */
export interface ExampleChange {
  readonly model: string;
  readonly stage: string;
  readonly number: number;
  readonly on: string;
  readonly denials: readonly [before: string, after: string];
}

/** Whether a change goes back from what was there. */
export function goesBack(number: number): boolean {
  return number % 4 === 0;
}

/** What the stage has after so many changes; null after none. */
export function packageAfter({ model }: Pick<ExampleChange, "model">, number: number): string | null {
  if (number === 0) return null;
  return goesBack(number) ? packageAfter({ model }, number - 2) : `sha256:${sha256(`${model} ${number}`)}`;
}

export function exampleStageDraft({
  model,
  stage,
  number,
  on,
  denials: [before, after],
}: ExampleChange): PromotionDraft {
  const isBack = goesBack(number);
  const stable = packageAfter({ model }, number - 1);
  return {
    promotion: { model, stage },
    move: isBack ? "rollback" : "promote",
    on,
    by: { actor: "@bob", via: "action", run: `https://github.com/octo-org/models/actions/runs/${number}` },
    why: isBack ? "toxic replies" : null,
    pullRequest: isBack ? null : number,
    candidate: packageAfter({ model }, number) ?? `sha256:${"0".repeat(64)}`,
    stable,
    commit: sha256(`commit ${number}`).slice(0, COMMIT_CHARACTERS),
    tags: [`${model}@v${number}.0.0`, `${model}#${stage}#${number}`],
    before: { denials: before },
    after: { denials: after },
    denied: before === after ? null : stable,
    allowed: null,
    evidence: [{ name: "checklist.json", sha256: sha256(`${stage} ${number}`) }],
    request: `comment-${number}-1`,
  };
}
