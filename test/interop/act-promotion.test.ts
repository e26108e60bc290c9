import { afterAll, beforeAll, expect, test } from "vitest";
import { addComment, issueCommentEvent } from "../harness/github/index.ts";
import {
  createPromotionRepository,
  type PromotionRepository,
  PULL,
} from "../harness/promotion/promotion-repository.ts";
import { type ActRun, resultsOf, stepOf } from "./act/act-run.ts";
import { artifactsOf, fillCheckout, type Machine, startMachine } from "./act/machine.ts";
import { runAct } from "./act/run-act.ts";
import { type Caller, shownCaller } from "./act/shown-caller.ts";

/** A promotion on a runner that is not ours: the workflow for comments that docs/promotions.md shows. */
const DOCUMENT = "docs/promotions.md";
const WORKFLOW = ".github/workflows/promote.yml";
const PROMOTE = "/promote ranker@2.0.0 to staging";

const stack = new AsyncDisposableStack();
let machine: Machine;
let caller: Caller;
let at: PromotionRepository;

beforeAll(async () => {
  machine = stack.use(await startMachine());
  caller = await shownCaller(DOCUMENT, "promote-model.yml", { branch: "main", artifacts: "evidence*" });
  at = stack.use(await createPromotionRepository());
});

afterAll(() => stack.disposeAsync());

test("a comment that asks for nothing starts no job, and a stranger's command is refused in an answer", async () => {
  const idle = await comment(2_001, { login: "ann", body: "see https://example.com/promote" });
  expect([idle.exitCode, resultsOf(idle)]).toEqual([0, {}]);
  expect(at.github.requests).toEqual([]);

  const refused = await comment(2_002, { login: "eve", body: PROMOTE });
  expect(resultsOf(refused)).toEqual({ promote: ["failure"] });
  expect(refused.exitCode).toBe(1);
  expect(stepOf(refused, "promote", "Promote").outputs).toMatchObject({ effect: "refused", verdict: "fail" });
  expect(at.answers()).toMatchObject([
    { body: expect.stringContaining("eve has the permission read; write is needed") },
  ]);
  expect(at.tags()).toEqual([]);
});

test("a maintainer's command makes the tags, the log's entry and the deployment that it should, once", async () => {
  const promoted = await comment(2_003, { login: "ann", body: `Looks good.\r\n\r\n${PROMOTE}\r\n/why ranker` });
  expect(resultsOf(promoted)).toEqual({ promote: ["success"] });
  expect(promoted.exitCode, promoted.log).toBe(0);
  expect(stepOf(promoted, "promote", "Promote").outputs).toMatchObject({ effect: "answered", verdict: "pass" });
  expect(at.tags().sort()).toEqual(["ranker#staging#1", "ranker@v2.0.0"]);
  expect(at.audit()).toMatchObject([{ move: "promote" }]);
  expect(at.github.state.deployments).toMatchObject([{ environment: "staging" }]);
  expect([...(await artifactsOf(machine, 2_003)).keys()]).toEqual(["airworthy-promotion"]);
  expect(at.github.requests.filter(({ status }) => status === 403)).toEqual([]);
});

/** As GitHub does once somebody has commented on the pull request: on the default branch. */
async function comment(run: number, { login, body }: { login: string; body: string }): Promise<ActRun> {
  const { state, tokenFor } = at.github;
  const repository = await fillCheckout(machine, [[WORKFLOW, caller.text]]);
  const { id } = addComment(state, { login, body, issue: PULL, createdAt: new Date().toISOString() });
  const user = { login, type: "User" };
  const { name, payload } = issueCommentEvent(PULL, true);
  const event = { name, payload: Object.assign({}, payload, { comment: { id, body, user }, sender: user }) };
  const sha = state.refs.get("refs/heads/main") ?? "";
  const token = tokenFor(caller.permissions);
  return await runAct(machine, {
    repository,
    workflow: WORKFLOW,
    event,
    actor: login,
    run,
    github: at.github,
    token,
    sha,
  });
}
