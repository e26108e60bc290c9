import { setTimeout as sleep } from "node:timers/promises";
import { readEvent } from "@airworthy/github";
import { defineCommand } from "@airworthy/runtime";
import { collect, proposeCollected } from "./collect-feedback/collect.ts";
import { FEEDBACK_INPUTS, FEEDBACK_OUTPUTS } from "./collect-feedback/inputs.ts";
import { openPlace } from "./collect-feedback/open-place.ts";
import { connect, refusePullRequests } from "./manage-rollout/connect.ts";

export const collectFeedback = defineCommand({
  name: "collect-feedback",
  summary:
    "Gather what people say of a model's answers, clean and weigh it, and propose it as tests and training rows.",
  permissions: [
    { scope: "issues", access: "read", reason: "Reads issues, comments and reactions; `write` only with `ask`." },
    {
      scope: "pull-requests",
      access: "write",
      reason: "Only with `propose`; else `read`, for comments and proposals.",
    },
    { scope: "contents", access: "write", reason: "Only with `propose`; else `read`, with `branch`." },
  ],
  triggers: ["schedule", "workflow_dispatch", "issues", "issue_comment"],
  writesEvidence: true,
  inputs: FEEDBACK_INPUTS,
  outputs: FEEDBACK_OUTPUTS,
  async run(inputs, ports) {
    const event = await readEvent(ports.env);
    if (inputs.propose) refusePullRequests("collect-feedback with propose", event);
    const remote = await connect(event, inputs.token, ports);
    const place = openPlace(inputs, remote, ports);
    const pause = (milliseconds: number) => sleep(milliseconds, undefined, { signal: ports.signal });
    const opened = { inputs, event, remote, place, pause, ports };
    return inputs.collected === undefined ? collect(opened) : proposeCollected(inputs.collected, opened);
  },
});
