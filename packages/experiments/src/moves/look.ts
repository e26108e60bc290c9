import { canonicalOf } from "../flag/canonical-of.ts";
import { composeFlag } from "../flag/compose-flag.ts";
import { type FlagDefinition, isObject } from "../flag/flag-definition.ts";
import { testSampleRatio } from "../split/sample-ratio.ts";
import type { Experiment } from "../state/experiment.ts";
import type { PeriodResult } from "../weights/results.ts";
import { type Gate, gate, type Moved } from "./moved.ts";
import { judgeResults, splitGate } from "./weigh.ts";

/** How an experiment stands: whether its flag is as recorded, no arm is denied, and, where results are given, what they say. */
export function look(
  experiment: Experiment,
  seen: { readonly flag: FlagDefinition | null; readonly denied: ReadonlySet<string> },
  results: readonly PeriodResult[] | null,
): Moved {
  const judged = judge(experiment, results);
  return {
    move: "status",
    effect: "looked",
    before: experiment,
    after: experiment,
    gates: [flagGate(experiment, seen.flag), ...deniedGates(experiment, seen.denied), ...judged.gates],
    sampleRatio: judged.sampleRatio,
    best: judged.best,
    balance: null,
  };
}

/** Whether the flag is the one that the experiment is served by. */
export function isInPlace(experiment: Experiment, flag: FlagDefinition | null): boolean {
  if (experiment.phase !== "running") return true;
  const recorded = canonicalOf(composeFlag(experiment));
  return flag !== null && recorded !== null && canonicalOf(flag) === recorded;
}

function flagGate(experiment: Experiment, flag: FlagDefinition | null): Gate {
  if (experiment.phase !== "running")
    return gate("flag", "pass", experiment.phase, `nobody is exposed: it is ${experiment.phase}`);
  if (isInPlace(experiment, flag)) return gate("flag", "pass", "as-recorded", "the flag is as recorded");
  return gate("flag", "fail", "flag-differs", "the flag is not as recorded: users may get other arms");
}

function deniedGates({ phase, arms, former }: Experiment, denied: ReadonlySet<string>): Gate[] {
  if (phase !== "running") return [];
  const gates = arms
    .filter(({ digest }) => denied.has(digest))
    .map(({ name }) => gate(`arm ${name}`, "fail", "denied", `${name} was rolled back elsewhere: drop it`));
  if (!denied.has(valueOfOthers(former ?? {}))) return gates;
  const words = "what all others get was rolled back elsewhere: stop the experiment, and let the flag serve another";
  return [...gates, gate("others", "fail", "denied", words)];
}

/** What users get who are not in the experiment; empty where the flag leaves that to the application. */
function valueOfOthers({ variants, defaultVariant }: FlagDefinition): string {
  const value = new Map(isObject(variants) ? Object.entries(variants) : []).get(String(defaultVariant));
  return typeof value === "string" ? value : "";
}

function judge(experiment: Experiment, results: readonly PeriodResult[] | null) {
  if (results === null) return { sampleRatio: null, best: null, gates: [] };
  if (experiment.metric !== null) return judgeResults(experiment, results);
  const sampleRatio = testSampleRatio(results);
  return { sampleRatio, best: null, gates: [splitGate(sampleRatio)] };
}
