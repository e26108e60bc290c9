import { UserError } from "@airworthy/evidence";
import { createClient, type WorkflowEvent } from "@airworthy/github";
import type { Ports } from "@airworthy/runtime";
import type { Remote } from "./open-flags.ts";

/** The repository on GitHub; null outside of a workflow and without a token. */
export async function connect(
  event: WorkflowEvent | null,
  token: string | undefined,
  { env, log, signal }: Ports,
): Promise<Remote | null> {
  if (event === null || !token) return null;
  const client = await createClient({ token, env, log, signal });
  return { client, repository: event.repository };
}

/** A change that waits for its review must not expose anybody by its own hand. Throws a UserError that names the verb. */
export function refusePullRequests(verb: string, event: WorkflowEvent | null): void {
  if (event === null || !event.name.startsWith("pull_request")) return;
  throw new UserError(`${verb} does not run under ${event.name}: what it does would come before the review`, {
    remedy: "Run it under workflow_dispatch, schedule or push.",
  });
}
