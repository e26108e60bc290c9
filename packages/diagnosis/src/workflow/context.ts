import type { Catalogue, KnownAction, KnownWorkflow } from "../catalogue/catalogue.ts";
import { at, type Finding, type Place } from "../finding.ts";
import type { RuleId } from "../rules/rules.ts";
import { startsOf } from "./starts-of.ts";
import { type Use, usesOf } from "./uses-of.ts";
import type { Workflow } from "./workflow.ts";

/** What rules about workflows look at. */
export interface Context {
  /** All of the repository. */
  readonly workflows: readonly Workflow[];
  readonly uses: readonly Use[];
  /** By workflow the events that it may start on, those of its callers in the repository among them. */
  readonly starts: ReadonlyMap<Workflow, ReadonlySet<string>>;
  readonly catalogue: Catalogue;
  /** Whether a target of the section alerts is an issue. */
  readonly alertsByIssue: boolean;
  /** Whether every workflow of the repository is among them: one that cannot be read may have any name. */
  readonly isWhole: boolean;
}

/** A rule about workflows. */
export type Check = (context: Context) => readonly Finding[];

export function contextOf(
  workflows: readonly Workflow[],
  catalogue: Catalogue,
  { alertsByIssue = false, isWhole = true }: Partial<Pick<Context, "alertsByIssue" | "isWhole">> = {},
): Context {
  const starts = startsOf(workflows);
  return { workflows, uses: workflows.flatMap(usesOf), starts, catalogue, alertsByIssue, isWhole };
}

export function placeIn(workflow: Workflow, path: readonly unknown[]): Place {
  return at(workflow.path, workflow.placeOf(path));
}

export function findingAt(
  rule: RuleId,
  workflow: Workflow,
  path: readonly unknown[],
  found: string,
  remedy: string,
): Finding {
  return { rule, place: placeIn(workflow, path), found, remedy };
}

export function actionOf({ kind, name }: Use, { actions }: Catalogue): KnownAction | undefined {
  return kind === "action" ? actions.find((action) => action.name === name) : undefined;
}

export function workflowOf({ kind, name }: Use, { workflows }: Catalogue): KnownWorkflow | undefined {
  return kind === "workflow" ? workflows.find((workflow) => workflow.name === name) : undefined;
}

/** The place under `with` where an input stands, or where it would stand. */
export function pathOfInput({ step, job }: Use, name?: string): readonly unknown[] {
  const base = step?.path ?? job.path;
  return name === undefined ? [...base, "uses"] : [...base, "with", name];
}
