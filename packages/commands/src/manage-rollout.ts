import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "@airworthy/evidence";
import { readEvent } from "@airworthy/github";
import { MOVES } from "@airworthy/rollout";
import { defineCommand } from "@airworthy/runtime";
import { actorOf } from "./manage-rollout/actor-of.ts";
import { connect, refusePullRequests } from "./manage-rollout/connect.ts";
import { gatherFacts } from "./manage-rollout/gather-facts.ts";
import { ROLLOUT_INPUTS } from "./manage-rollout/inputs.ts";
import { lookAt } from "./manage-rollout/look-at.ts";
import { makeMove } from "./manage-rollout/make-move.ts";
import { openFlags } from "./manage-rollout/open-flags.ts";
import { NO_POLICY, readRolloutPolicy } from "./manage-rollout/read-policy.ts";
import { readRequest } from "./manage-rollout/read-request.ts";
import { MOVE_OUTPUTS, outcomeOf } from "./manage-rollout/rollout-outcome.ts";
import { isStop, orWithout } from "./manage-rollout/stops.ts";
import { chooseSigner } from "./sign-model/choose-signer.ts";

export const manageRollout = defineCommand({
  name: "manage-rollout",
  summary: "Expose a model step by step behind a feature flag, as evidence allows, and take it back in one commit.",
  permissions: [
    { scope: "contents", access: "write", reason: "Commits flag, state and audit log to `branch`." },
    { scope: "pull-requests", access: "write", reason: "Only with `propose`." },
    { scope: "actions", access: "read", reason: "Reads who approved the run for its environment, and artifacts." },
    { scope: "packages", access: "read", reason: "Only for a package in GitHub's registry." },
    { scope: "id-token", access: "write", reason: "Only with `sign` and without a key." },
  ],
  triggers: ["workflow_dispatch", "schedule", "push", "release", "repository_dispatch", "workflow_run"],
  writesEvidence: true,
  inputs: ROLLOUT_INPUTS,
  outputs: MOVE_OUTPUTS,
  async run(inputs, ports) {
    const startedOn = ports.now().toISOString();
    const event = await readEvent(ports.env);
    refusePullRequests("manage-rollout", event);
    const remote = await connect(event, inputs.token, ports);
    const place = await openFlags(inputs, remote, ports);
    const move = MOVES.find((name) => name === inputs.move);
    if (move === undefined) return lookAt(place, inputs, ports);
    const warnings: string[] = [];
    const warn = (line: string) => void warnings.push(line);
    const made = await makeMove({
      place,
      rollout: inputs.rollout,
      request: await readRequest(move, inputs, ports),
      by: actorOf(event, ports.env),
      pullRequest: readNumber(inputs["pull-request"]),
      pause: (milliseconds) => sleep(milliseconds, undefined, { signal: ports.signal }),
      now: () => ports.now().toISOString(),
      policy(state) {
        const read = async () => readRolloutPolicy(await place.configuration(state), inputs.config);
        return isStop(move) ? orWithout(read, NO_POLICY, (why) => warn(`The plan was not read: ${why}`)) : read();
      },
      gather: ({ request, state }, policy) => gatherFacts(request, state, policy, { inputs, remote, ports, warn }),
      signer: async () => (inputs.sign ? await chooseSigner(inputs, ports) : null),
      warn,
    });
    return outcomeOf(made, {
      isProposal: place.isProposal,
      warnings: [...new Set(warnings)],
      startedOn,
      finishedOn: ports.now().toISOString(),
    });
  },
});

function readNumber(text: string | undefined): number | null {
  if (text === undefined) return null;
  const number = Number(text.replace(/^#/, ""));
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new UserError(
    `pull-request: ${JSON.stringify(text.slice(0, 120))} was given; the number of a pull request is allowed`,
  );
}
