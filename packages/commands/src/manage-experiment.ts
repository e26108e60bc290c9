import { setTimeout as sleep } from "node:timers/promises";
import { type ExperimentPredicate, reportExperiment, stateExperiment } from "@airworthy/experiments";
import { readEvent } from "@airworthy/github";
import { untilWritten } from "@airworthy/refs";
import { composeReport } from "@airworthy/report";
import { defineCommand, TOOL } from "@airworthy/runtime";
import { formatWeights, openFlagFolder } from "./manage-experiment/flag-folder.ts";
import { EXPERIMENT_INPUTS } from "./manage-experiment/inputs.ts";
import { makeMove } from "./manage-experiment/make-move.ts";
import { connect, refusePullRequests } from "./manage-rollout/connect.ts";
import { openFlags } from "./manage-rollout/open-flags.ts";

export const manageExperiment = defineCommand({
  name: "manage-experiment",
  summary: "Split users between several packages under one flag: start, weigh, add or drop arms, balance, stop.",
  permissions: [
    { scope: "contents", access: "write", reason: "Only with `branch`: commits flag and split to it." },
    { scope: "pull-requests", access: "write", reason: "Only with `propose`." },
    { scope: "actions", access: "read", reason: "Only with `artifacts` of another run." },
  ],
  triggers: ["workflow_dispatch", "schedule", "push"],
  writesEvidence: true,
  inputs: EXPERIMENT_INPUTS,
  outputs: {
    effect: "What came of the move: moved, proposed, unchanged, refused, or looked.",
    phase: "How the experiment stands after it: balanced, running or stopped; empty where there is none.",
    weights:
      "The share of each arm in ten-thousandths, such as control=5000,short=5000; empty where nobody is exposed.",
    since: "Since when the arms have these shares, as results name it; empty where nobody is exposed.",
    changed: "The ten-thousandths of those that take part who have another arm than before.",
    place: "The commit, or the pull request's address; of files the SHA-256 of what was written; empty for nothing.",
  },
  async run(inputs, ports) {
    const startedOn = ports.now().toISOString();
    const { experiment, move, config } = inputs;
    const event = await readEvent(ports.env);
    refusePullRequests("manage-experiment", event);
    const flags = await openFlags(inputs, await connect(event, inputs.token, ports), ports);
    const attempt = async () => {
      const folder = await openFlagFolder(flags, config);
      const made = await makeMove(inputs, folder, ports);
      const place = await folder.write(made.moved);
      return place === null ? null : { ...made, folder, place };
    };
    const pause = (milliseconds: number) => sleep(milliseconds, undefined, { signal: ports.signal });
    const waitsBy = [experiment, move, startedOn].join(" ");
    const { moved, read, folder, place } = await ports.log.group(`Experiment ${experiment}: ${move}`, () =>
      untilWritten(attempt, { what: flags.store.ref, waitsBy, pause }),
    );
    const statement = stateExperiment(moved, {
      inputs: [...folder.read, ...read],
      tool: TOOL,
      startedOn,
      finishedOn: ports.now().toISOString(),
    });
    const { verdict, reasonCode, headline, findings } = statement.predicate;
    // What is only proposed may never be: it has no evidence.
    const isProposed = flags.isProposal && place !== "";
    return {
      verdict,
      reasonCode: isProposed ? "proposed" : reasonCode,
      headline: isProposed ? `Proposed in ${place}: ${headline}` : headline,
      outputs: { ...standingOf(statement.predicate), ...(isProposed ? { effect: "proposed" } : {}), place },
      evidence: isProposed ? [] : [{ name: `manage-experiment.${moved.after.name}.${move}.json`, statement }],
      summary: composeReport([reportExperiment(statement)], { tool: TOOL, commit: null, evidenceFiles: 1 }).blocks,
      annotations: findings
        .filter((finding) => finding.verdict !== "pass")
        .map((finding) => ({ level: finding.verdict === "fail" ? "error" : "warning", message: finding.headline })),
    };
  },
});

function standingOf({ effect, phase, arms, propensities, moved }: ExperimentPredicate) {
  return {
    effect,
    phase: phase.after ?? "",
    weights: formatWeights(arms),
    since: phase.after === "running" ? (propensities.at(-1)?.since ?? "") : "",
    changed: String(moved),
  };
}
