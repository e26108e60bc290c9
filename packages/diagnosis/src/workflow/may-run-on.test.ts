import fc from "fast-check";
import { expect, test } from "vitest";
import { mayRunOn } from "./may-run-on.ts";
import { expression } from "./testing/example-workflow.ts";

// By hand, by https://docs.github.com/actions/reference/workflows-and-actions/expressions
test.each([
  "github.event_name == 'push'",
  expression("github.event_name == 'push'"),
  "github.event_name != 'pull_request'",
  "github.event_name == 'push' && (a || b)",
  "(github.event_name == 'push' || github.event_name == 'schedule') && always()",
  "github.ref == 'refs/heads/main'",
  "startsWith(github.ref, 'refs/tags/v')",
  "((github.event_name == 'push'))",
])("%s keeps a pull request out", (condition) => {
  expect(mayRunOn(condition, "pull_request")).toBe(false);
});

test.each([
  null,
  "",
  "always()",
  "github.event_name == 'pull_request'",
  "github.event_name != 'push'",
  "github.event_name == 'push' || github.event_name == 'pull_request'",
  "github.event_name == 'push' || inputs.all",
  "!(github.event_name == 'push')",
  "!(a && github.event_name == 'push')",
  "contains('github.event_name == ''push''', 'x')",
  "github.ref != 'refs/heads/main'",
  "startsWith(github.ref, 'refs/pull/')",
  "github.base_ref == 'main'",
  "github.event_name == 'push' ".repeat(100),
])("%s lets a pull request in", (condition) => {
  expect(mayRunOn(condition, "pull_request")).toBe(true);
});

test("a branch says nothing of events that run on the default branch", () => {
  expect(mayRunOn("github.ref == 'refs/heads/main'", "issue_comment")).toBe(true);
  expect(mayRunOn("github.ref == 'refs/heads/main'", "pull_request_target")).toBe(true);
});

test("a run of another event is no pull request's; a branch's name is anybody's", () => {
  expect(mayRunOn("github.event.workflow_run.event == 'push'", "workflow_run")).toBe(false);
  expect(mayRunOn("github.event.workflow_run.event != 'pull_request'", "workflow_run")).toBe(false);
  expect(mayRunOn("github.event.workflow_run.event == 'pull_request'", "workflow_run")).toBe(true);
  expect(mayRunOn("github.event.workflow_run.event == 'pull_request_target'", "workflow_run")).toBe(true);
  expect(mayRunOn("github.event.workflow_run.head_branch == 'main'", "workflow_run")).toBe(true);
});

test("no condition makes it throw", () => {
  const part = fc.constantFrom("(", ")", "'", "||", "&&", "!", "github.event_name == 'push'", " ");
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
      expect(typeof mayRunOn(parts.join(""), "pull_request")).toBe("boolean");
    }),
  );
});
