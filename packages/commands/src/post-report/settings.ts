import { UserError } from "@airworthy/evidence";
import { checkKey, type Run } from "@airworthy/github";
import { choice, type InputValues, integer, type Ports, text } from "@airworthy/runtime";
import { COMMENT_MODES } from "./comment-mode.ts";
import type { Settings } from "./publish.ts";

/** The inputs that say how a report is posted. */
export const POSTING_INPUTS = {
  comment: choice(COMMENT_MODES)
    .default("always")
    .describe(
      "When the comment is written: with `on-change` when the verdict or the counts differ from what it says, with `on-failure` when the verdict is inconclusive, fail or error, or no longer is. The check run and the job summary are written all the same.",
    ),
  "new-comment": choice(["never", "on-verdict-change"])
    .default("never")
    .describe(
      "Whether a changed verdict gets a new comment, since an edit notifies nobody; the old one then links to it.",
    ),
  state: choice(["result", "running"])
    .default("result")
    .describe(
      "`running`, in a step before the others, says that a result is to come, with the last one folded below, and reads no evidence.",
    ),
  part: text()
    .optional()
    .describe("This job's name in a comment that several jobs share: those with the same `key` and a `part` each."),
  key: text().default("airworthy").describe("Tells the comments of several reports on one pull request apart."),
  "pull-request": integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
    .optional()
    .describe(
      "The number of the pull request that gets the comment under schedule, workflow_dispatch, repository_dispatch, release and push, as for a rollout that goes on after it was merged; give `key` too, so that its own report stays. Under other events it must be the event's.",
    ),
  "check-name": text()
    .default("Airworthy")
    .describe("The name of the check run, for branch rules to ask for; with a `part`, its name follows in brackets."),
} as const;

/** How the report is to be posted. Throws a UserError on a name that GitHub's comments cannot carry. */
export function readSettings(inputs: InputValues<typeof POSTING_INPUTS>, { env }: Ports): Settings {
  const { key, part = "", "new-comment": newComment, "check-name": check } = inputs;
  checkKey(key);
  if (part !== "") checkKey(part, "part");
  if (part !== "" && newComment !== "never") {
    throw new UserError("new-comment: a comment that has parts is not written anew", {
      remedy: "Leave out `part` or `new-comment`.",
    });
  }
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  const runs = server && repository ? `${server}/${repository}/actions/runs` : null;
  return {
    key,
    part,
    check,
    mode: inputs.comment,
    newOnChange: newComment === "on-verdict-change",
    isRunning: inputs.state === "running",
    rest:
      runs !== null && run
        ? { kind: "link", href: `${runs}/${run}`, text: "the job summary" }
        : { kind: "code", text: "report.md" },
    runUrl: ({ id, attempt }: Run) => (runs === null ? null : `${runs}/${id}/attempts/${attempt}`),
  };
}
