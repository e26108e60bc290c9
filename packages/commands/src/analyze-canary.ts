import { readEvent } from "@airworthy/github";
import { defineCommand } from "@airworthy/runtime";
import { CANARY_INPUTS, CANARY_OUTPUTS } from "./analyze-canary/inputs.ts";
import { look } from "./analyze-canary/look.ts";
import { replay } from "./analyze-canary/replay.ts";
import { size } from "./analyze-canary/size.ts";
import { connect, refusePullRequests } from "./manage-rollout/connect.ts";
import { openFlags } from "./manage-rollout/open-flags.ts";

export const analyzeCanary = defineCommand({
  name: "analyze-canary",
  summary:
    "Judge a rollout by what users of both versions did, right at any number of looks, and move it by what was found.",
  permissions: [
    { scope: "contents", access: "write", reason: "Only with `act` and `branch`: commits flag, state and audit log." },
    { scope: "pull-requests", access: "write", reason: "Only with `propose`." },
    { scope: "actions", access: "read", reason: "Reads artifacts, and who approved the run for its environment." },
    { scope: "packages", access: "read", reason: "Only for a package in GitHub's registry." },
    { scope: "id-token", access: "write", reason: "Only with `sign` and without a key." },
  ],
  triggers: ["schedule", "workflow_dispatch", "repository_dispatch"],
  writesEvidence: true,
  inputs: CANARY_INPUTS,
  outputs: CANARY_OUTPUTS,
  async run(inputs, ports) {
    const event = await readEvent(ports.env);
    if (inputs.act) refusePullRequests("analyze-canary with act", event);
    const remote = await connect(event, inputs.token, ports);
    const place = await openFlags(inputs, remote, ports);
    const opened = { inputs, place, remote, event, ports };
    switch (inputs.task) {
      case "look":
        return look(opened);
      case "replay":
        return replay(opened);
      case "size":
        return size(opened);
    }
  },
});
