import type { Finding } from "../finding.ts";
import { type Check, type Context, findingAt, pathOfInput } from "./context.ts";
import { isCheckout } from "./takes-head.ts";
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

/** The artifacts that reusable workflows upload: named by an input, or always the same. */
const OF_WORKFLOWS: Readonly<Record<string, { readonly input?: string; readonly otherwise: string }>> = {
  "gate-model.yml": { input: "evidence", otherwise: "evidence" },
  "promote-model.yml": { otherwise: "airworthy-promotion" },
  "watch-canary.yml": { otherwise: "airworthy-canary-look" },
  "collect-feedback.yml": { otherwise: "airworthy-feedback-rows" },
};
/** What may differ between the jobs of a run; all else in an expression is the same in each. */
const OF_JOB = /\b(?:matrix|strategy|steps|env|job|runner)\./;

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
  const first = new Set<string>();
  return uses.flatMap((use) => {
    const { name, input } = artifactOf(use);
    // Which steps that depend on a condition run is known at run time only, in a matrix for each job by itself.
    if (name === "" || (use.step?.condition ?? null) !== null) return [];
    const isOfJob = isExpression(name) && OF_JOB.test(name);
    if (use.job.isMatrix && !isOfJob)
      return [repeated(use, name, input, `every job of the matrix ${use.job.id} uploads`)];
    if (use.job.condition !== null) return [];
    const key = JSON.stringify([use.workflow.path, isOfJob ? use.job.id : null, name]);
    if (first.has(key)) return [repeated(use, name, input, "an earlier step or job uploads, too,")];
    first.add(key);
    return [];
  });
}

interface Artifact {
  /** As it is written; empty where none is uploaded. */
  readonly name: string;
  /** The input that names it; undefined where it has always the same name. */
  readonly input: string | undefined;
}

function artifactOf({ kind, name, with: given }: Use): Artifact {
  if (kind === "action") return { name: given.get("artifact") ?? "", input: "artifact" };
  const { input, otherwise = "" } = (kind === "workflow" ? OF_WORKFLOWS[name] : undefined) ?? {};
  return { name: (input === undefined ? undefined : given.get(input)) ?? otherwise, input };
}

function repeated(use: Use, artifact: string, input: string | undefined, who: string): Finding {
  const found = `${who} the artifact ${JSON.stringify(artifact.slice(0, 100))}`;
  const apart = use.job.isMatrix
    ? "Put what tells the jobs apart into its name, such as the expression strategy.job-index."
    : "Give it a name of its own.";
  const remedy = input === undefined ? `Call ${use.name} once in a workflow.` : apart;
  return findingAt("artifact-twice", use.workflow, pathOfInput(use, input), found, remedy);
}
