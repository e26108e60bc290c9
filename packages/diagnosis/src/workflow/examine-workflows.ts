import type { Catalogue } from "../catalogue/catalogue.ts";
import { at, type Finding, type RepositoryText } from "../finding.ts";
import { checkCode } from "./check-code.ts";
import { checkInputs } from "./check-inputs.ts";
import { checkPermissions } from "./check-permissions.ts";
import { checkPins } from "./check-pins.ts";
import { checkReports } from "./check-reports.ts";
import { checkRuns } from "./check-runs.ts";
import { checkTriggers } from "./check-triggers.ts";
import { type Check, contextOf } from "./context.ts";
import { readWorkflow } from "./read-workflow.ts";
import type { Use } from "./uses-of.ts";

const CHECKS: readonly Check[] = [
  checkInputs,
  checkPermissions,
  checkTriggers,
  checkCode,
  checkReports,
  checkRuns,
  checkPins,
];

export interface ExaminedWorkflows {
  readonly findings: readonly Finding[];
  /** Every use of ours, for what else is looked at. */
  readonly uses: readonly Use[];
}

/** All rules about the workflows of a repository. */
export function examineWorkflows(
  texts: readonly RepositoryText[],
  catalogue: Catalogue,
  settings: { readonly alertsByIssue?: boolean } = {},
): ExaminedWorkflows {
  const read = texts.map(readWorkflow);
  const workflows = read.flatMap(({ workflow }) => (workflow === null ? [] : [workflow]));
  const context = contextOf(workflows, catalogue, { ...settings, isWhole: workflows.length === texts.length });
  const findings = [...read.flatMap((one) => one.findings), ...CHECKS.flatMap((check) => check(context))];
  return { findings: context.uses.length > 0 ? findings : [...findings, unused()], uses: context.uses };
}

function unused(): Finding {
  return {
    rule: "workflows-without-airworthy",
    place: at(".github/workflows"),
    found: "no workflow there uses Airworthy",
    remedy: "npx airworthy init",
  };
}
