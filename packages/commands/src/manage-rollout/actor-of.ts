import { UserError } from "@airworthy/evidence";
import type { WorkflowEvent } from "@airworthy/github";
import type { AuditEntry } from "@airworthy/rollout";
import type { Ports } from "@airworthy/runtime";
import { userName } from "../user-name.ts";

/** As far as the environment says: in a workflow it is GitHub's word, on a command line the user's own. */
export function actorOf(event: WorkflowEvent | null, env: Ports["env"]): AuditEntry["by"] {
  if (event === null) return { actor: userName(env), via: "cli", run: null };
  const actor = env["GITHUB_TRIGGERING_ACTOR"] || env["GITHUB_ACTOR"];
  if (!actor) throw new UserError("GITHUB_ACTOR is not set: nobody could tell who moved the rollout");
  const { owner, repo } = event.repository;
  const server = env["GITHUB_SERVER_URL"] ?? "https://github.com";
  return { actor: `@${actor}`, via: "action", run: `${server}/${owner}/${repo}/actions/runs/${env["GITHUB_RUN_ID"]}` };
}
