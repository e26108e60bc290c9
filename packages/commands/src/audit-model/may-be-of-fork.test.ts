import { expect, test } from "vitest";
import { mayBeOfFork } from "./may-be-of-fork.ts";

const event = (name: string, payload: unknown) =>
  mayBeOfFork({ name, payload, repository: { owner: "octo-org", repo: "sentiment" }, run: { id: 1, attempt: 1 } });
const pull = (full_name: string) => ({ pull_request: { head: { repo: { full_name } } } });
const run = (full_name: string, started = "pull_request") => ({
  workflow_run: { event: started, head_repository: { full_name } },
});

test.each([
  ["pull_request", pull("octo-org/sentiment"), false],
  ["pull_request", pull("Octo-Org/Sentiment"), false],
  ["pull_request", pull("eve/sentiment"), true],
  ["pull_request_target", pull("eve/sentiment"), true],
  ["workflow_run", run("octo-org/sentiment"), false],
  ["workflow_run", run("octo-org/sentiment", "push"), false],
  ["workflow_run", run("eve/sentiment"), true],
  ["issue_comment", { issue: { number: 1 } }, false],
  ["issues", { issue: { number: 1 } }, false],
  ["push", {}, false],
  ["schedule", null, false],
])("%s of %j tells whether the change is a fork's: %s", (name, payload, isFork) => {
  expect(event(name, payload)).toBe(isFork);
});

test("what the event does not tell counts as a fork's", () => {
  const told = [
    event("pull_request", { pull_request: { head: { repo: null } } }),
    event("pull_request", null),
    event("workflow_run", { workflow_run: { event: "push", head_repository: null } }),
    event("workflow_run", { workflow_run: { head_repository: { full_name: "octo-org/sentiment" } } }),
    event("workflow_run", run("octo-org/sentiment", "issue_comment")),
    event("workflow_run", run("octo-org/sentiment", "pull_request_target")),
    event("workflow_run", run("octo-org/sentiment", "workflow_run")),
    event("check_suite", { check_suite: { head_branch: null } }),
    event("status", { sha: "a".repeat(40) }),
    event("issue_comment", { issue: { pull_request: { url: "https://api.github.com/pulls/1" } } }),
    event("issue_comment", {}),
  ];
  expect(told).toEqual(told.map(() => true));
});
