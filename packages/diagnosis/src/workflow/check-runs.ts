import type { Finding } from "../finding.ts";
import { isCheckout } from "./check-code.ts";
import { type Check, type Context, findingAt, pathOfInput } from "./context.ts";
import type { Use } from "./uses-of.ts";
import { isExpression } from "./workflow.ts";

/** Those that write to a branch. */
const WRITERS = [
  "collect-feedback",
  "manage-experiment",
  "manage-rollout",
  "record-history",
  "collect-feedback.yml",
  "watch-canary.yml",
];

/** Steps find the history that they need, and do not stand in each other's way. */
export const checkRuns: Check = (context) => [
  ...context.uses.flatMap(shallow),
  ...context.uses.flatMap(unordered),
  ...twice(context),
];

function shallow(use: Use): Finding[] {
  if (!readsHistory(use)) return [];
  const checkout = use.job.steps.find(isCheckout);
  if (checkout === undefined || checkout.with.get("fetch-depth") === "0") return [];
  const found = `${use.name} reads earlier commits, and the checkout has one commit`;
  return [findingAt("shallow-history", use.workflow, checkout.path, found, "with:\n  fetch-depth: 0")];
}

function readsHistory({ name, with: given }: Use): boolean {
  if (name === "compare-metrics") return (given.get("baseline") ?? "").startsWith("git:");
  return name === "verify-audit" && (given.get("ref") ?? "") !== "";
}

function unordered({ workflow, job, name, path }: Use): Finding[] {
  if (!workflow.events.has("schedule") || !WRITERS.includes(name)) return [];
  if (workflow.hasConcurrency || job.hasConcurrency) return [];
  const found = `${name} runs on a schedule, and a second run may begin before the first has ended`;
  return [findingAt("concurrency-missing", workflow, path, found, `concurrency: ${job.id}`)];
}

function twice({ uses }: Context): Finding[] {
  const first = new Map<string, Use>();
  return uses.flatMap((use) => {
    const artifact = use.with.get("artifact") ?? "";
    if (use.kind !== "action" || artifact === "" || isExpression(artifact)) return [];
    if (use.job.isMatrix) return [repeated(use, artifact, `every job of the matrix ${use.job.id} uploads`)];
    // Which of two that depend on a condition runs is known at run time only.
    if (use.job.condition !== null || use.step?.hasCondition) return [];
    const key = JSON.stringify([use.workflow.path, artifact]);
    if (first.has(key)) return [repeated(use, artifact, "an earlier step uploads, too,")];
    first.set(key, use);
    return [];
  });
}

function repeated(use: Use, artifact: string, who: string): Finding {
  const found = `${who} the artifact ${JSON.stringify(artifact)}`;
  const remedy = use.job.isMatrix
    ? "Put what tells the jobs apart into its name, such as the expression strategy.job-index."
    : "Give it a name of its own.";
  return findingAt("artifact-twice", use.workflow, pathOfInput(use, "artifact"), found, remedy);
}
