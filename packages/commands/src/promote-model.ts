import { UserError } from "@airworthy/evidence";
import { readEvent, type WorkflowEvent } from "@airworthy/github";
import { defineCommand, type Outcome } from "@airworthy/runtime";
import { connect, refusePullRequests } from "./manage-rollout/connect.ts";
import { askedByRun } from "./promote-model/asked-by-run.ts";
import { carryOutComment } from "./promote-model/commands/carry-out-comment.ts";
import { goBack } from "./promote-model/commands/change-stage.ts";
import { explainState } from "./promote-model/commands/why.ts";
import { PROMOTE_INPUTS, type PromoteInputs } from "./promote-model/inputs.ts";
import { listAliases, listHistory } from "./promote-model/list-registry.ts";
import { openPlace } from "./promote-model/open-place.ts";
import type { Place } from "./promote-model/place.ts";
import { promote } from "./promote-model/promote.ts";
import { promotionRequest, rollbackRequest } from "./promote-model/read-request.ts";
import { tellDone } from "./promote-model/tell-done.ts";
import type { Told } from "./promote-model/told.ts";

export const promoteModel = defineCommand({
  name: "promote-model",
  summary:
    "Bring a model to a stage when evidence and people clear it, by comment or by hand, and take it back at once.",
  permissions: [
    { scope: "contents", access: "write", reason: "Makes tags, and commits the audit log to `branch`." },
    { scope: "deployments", access: "write", reason: "Records each promotion as a deployment." },
    { scope: "pull-requests", access: "write", reason: "Reads reviews and answers in pull requests." },
    { scope: "issues", access: "write", reason: "Answers in issues." },
    { scope: "actions", access: "read", reason: "Reads evidence of the head's runs, and who approved the run." },
    {
      scope: "packages",
      access: "write",
      reason: "Only with `registry` or `package` in GitHub's, whose tag is moved.",
    },
    { scope: "id-token", access: "write", reason: "Only with `sign` and without a key." },
  ],
  triggers: ["issue_comment", "workflow_dispatch", "push", "release", "repository_dispatch", "workflow_run"],
  writesEvidence: true,
  inputs: PROMOTE_INPUTS,
  outputs: {
    effect:
      "promoted, rolled-back, moved, signed-off, proposed, noted, unchanged, refused, answered where a comment asked for several things, or looked.",
  },
  async run(inputs, ports) {
    const event = await readEvent(ports.env);
    refusePullRequests("promote-model", event);
    const remote = await connect(event, inputs.token, ports);
    const { place, warnings } = await openPlace(inputs, remote, ports);
    const told = await carryOut(inputs, place, event);
    return outcomeOf(told, [...warnings]);
  },
});

async function carryOut(inputs: PromoteInputs, place: Place, event: WorkflowEvent | null): Promise<Told> {
  const { task, model } = inputs;
  switch (task) {
    case "comment":
      return await carryOutComment(event, place);
    case "promote": {
      const asked = await askedByRun(place);
      return await tellDone(await promote(promotionRequest(inputs, asked), asked, place), place);
    }
    case "rollback": {
      const asked = await askedByRun(place);
      const request = rollbackRequest(inputs, asked);
      return await goBack(request, { text: `/rollback ${request.model} ${request.reason}`, asked }, place);
    }
    case "why":
      return await explainState(model ?? inputs.stage ?? missing("model"), place);
    case "aliases":
      return await listAliases(model, place);
    case "history":
      return await listHistory(model, place);
  }
}

function outcomeOf({ verdict, reasonCode, headline, effect, blocks, evidence }: Told, warnings: readonly string[]) {
  const alert = { kind: "alert", tone: "warning", lines: warnings } as const;
  return {
    verdict: warnings.length > 0 && verdict === "pass" ? "warn" : verdict,
    reasonCode,
    headline,
    outputs: { effect },
    evidence,
    summary: [...(warnings.length > 0 ? [alert] : []), ...blocks],
    annotations: warnings.map((message) => ({ level: "warning", message })),
  } satisfies Outcome<"effect">;
}

function missing(input: string): never {
  throw new UserError(`${input} is missing: why needs a model or a stage`);
}
