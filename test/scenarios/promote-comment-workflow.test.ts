import { mkdir, mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { addComment } from "../harness/github/index.ts";
import { type Made, makeEvidence } from "../harness/promotion/evidence-artifact.ts";
import { createPromotionRepository, type PromotionRepository } from "../harness/promotion/promotion-repository.ts";
import { callWorkflow, type WorkflowRun } from "../harness/workflow/call-workflow.ts";

/**
 * promote-model.yml as it is: its condition by GitHub's own evaluator, its job in a workspace with nothing in it and a token of
 * no more than the job's permissions.
 */
const WORKFLOW = "promote-model.yml";
const LIMIT = { timeout: 180_000 };
/** The stand-in numbers its commits: the head of every repository here is its second. */
const HEAD = "2".padStart(40, "c");
const PROMOTE = "/promote ranker@2.0.0 to staging";

let made: Made;

beforeAll(async () => {
  made = await makeEvidence({ version: "2.0.0", commit: HEAD });
}, 120_000);

test.concurrent("the token of the job suffices for all that a comment asks for", LIMIT, async () => {
  await using at = await createPromotionRepository({ made });
  const promoted = await call(at, { body: `Looks good.\r\n\r\n${PROMOTE}\r\n/why ranker` });
  expect(promoted.outputs).toEqual({ effect: "answered", verdict: "pass" });
  expect(at.tags().sort()).toEqual(["ranker#staging#1", "ranker@v2.0.0"]);
  expect(at.answers()).toHaveLength(1);
  at.approve("bob");
  const digits = made.digest.slice("sha256:".length).slice(0, 12);
  const started = await call(at, { body: `/promote ranker@2.0.0 to production confirm ${digits}\n/hold ranker` });
  expect(started.outputs).toEqual({ effect: "answered", verdict: "pass" });
  expect(at.audit().map(({ move }) => move)).toEqual(["promote", "promote", "start", "hold"]);
  const signed = await call(at, { body: "/sign-off M.2 Read the card." });
  expect(signed.outputs).toEqual({ effect: "signed-off", verdict: "pass" });
  expect(refusedIn(at)).toEqual([]);
});

test.concurrent.each([
  ["has no line that begins with a slash", { body: "see https://example.com/promote" }],
  ["is a bot's, where no bots are looked at", { body: PROMOTE, login: "release[bot]" }],
  ["was edited", { body: PROMOTE, action: "edited" }],
])("a comment starts no job where it %s", LIMIT, async (_, written) => {
  await using at = await createPromotionRepository({ made });
  const run = await call(at, written);
  expect(resultOf(run)).toBe("skipped");
  expect(at.github.requests).toEqual([]);
});

test.concurrent(
  "a stranger's quote starts a job that does nothing, and our answer asks for nothing",
  LIMIT,
  async () => {
    await using at = await createPromotionRepository({ made });
    const quote = await call(at, { body: `> ann said\n\n> ${PROMOTE}\n\n\`\`\`\n${PROMOTE}\n\`\`\``, login: "eve" });
    expect(resultOf(quote)).toBe("success");
    expect(at.answers()).toEqual([]);
    const refused = await call(at, { body: "/promote ranker@2.0.0 to production" });
    expect(refused.outputs).toMatchObject({ verdict: "inconclusive" });
    const [answer] = at.answers();
    expect(answer?.body).toContain("\n/promote ranker@2.0.0 to production confirm ");
    // As it would come where the token is that of an App or a person.
    const again = await call(at, { body: answer?.body ?? "", login: "release[bot]" }, { bots: true });
    expect(resultOf(again)).toBe("success");
    expect(at.answers()).toHaveLength(1);
    expect(at.tags()).toEqual([]);
  },
);

interface Written {
  readonly body: string;
  readonly login?: string;
  readonly action?: string;
}

let runs = 3_000;

async function call(
  { github }: PromotionRepository,
  { body, login = "ann", action = "created" }: Written,
  inputs: Readonly<Record<string, boolean>> = {},
): Promise<WorkflowRun> {
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-comment-"));
  const nothing = join(space.path, "nothing");
  await mkdir(nothing);
  const user = { login, type: login.endsWith("[bot]") ? "Bot" : "User" };
  const { id } = addComment(github.state, { login, body, issue: 7, createdAt: new Date().toISOString() });
  const payload = { action, comment: { id, body, user }, issue: { number: 7, pull_request: {} }, sender: user };
  return await callWorkflow(WORKFLOW, {
    inputs: { branch: "main", artifacts: "evidence*", ...inputs },
    checkout: nothing,
    folder: space.path,
    env: { ...github.envOfRun(++runs), GITHUB_SHA: github.state.refs.get("refs/heads/main") ?? "" },
    event: { name: "issue_comment", payload },
    token: github.tokenFor,
  });
}

function resultOf({ jobs }: WorkflowRun): string | undefined {
  return jobs.get("promote")?.[0]?.result;
}

/** What GitHub refused for want of a permission. */
function refusedIn({ github }: PromotionRepository): readonly string[] {
  return github.requests.flatMap(({ method, path, status }) => (status === 403 ? [`${method} ${path}`] : []));
}
