import { nearest } from "@airworthy/evidence";

/** What starts workflows: https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows */
const EVENTS = [
  "branch_protection_rule",
  "check_run",
  "check_suite",
  "create",
  "delete",
  "deployment",
  "deployment_status",
  "discussion",
  "discussion_comment",
  "fork",
  "gollum",
  "image_version",
  "issue_comment",
  "issues",
  "label",
  "merge_group",
  "milestone",
  "page_build",
  "public",
  "pull_request",
  "pull_request_review",
  "pull_request_review_comment",
  "pull_request_target",
  "push",
  "registry_package",
  "release",
  "repository_dispatch",
  "schedule",
  "status",
  "watch",
  "workflow_call",
  "workflow_dispatch",
  "workflow_run",
];

/** A slip of the finger changes no more of a name's length; what is longer may be an event of tomorrow. */
const SLIP = 2;

/** The event that was meant by a mistyped name; undefined where GitHub has it, or nothing is near. */
export function nearestEvent(name: string): string | undefined {
  if (EVENTS.includes(name)) return undefined;
  return nearest(
    name,
    EVENTS.filter((event) => Math.abs(event.length - name.length) <= SLIP),
  );
}

/** Events of strangers, whose workflows run with the default branch's rights. */
export const PRIVILEGED = [
  "pull_request_target",
  "workflow_run",
  "issue_comment",
  "issues",
  "discussion",
  "discussion_comment",
  "check_run",
  "check_suite",
];

/** Events whose workflows check out a pull request's own code, unless they say otherwise. */
export const OF_CHANGES = ["pull_request", "pull_request_review", "pull_request_review_comment"];
