import { sha256 } from "@airworthy/evidence";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWatchedRepository, type WatchedRepository } from "../harness/canary/watched-repository.ts";
import { type ActRun, resultsOf, stepOf } from "./act/act-run.ts";
import { artifactsOf, filesIn, fillCheckout, type Machine, startMachine } from "./act/machine.ts";
import { runAct } from "./act/run-act.ts";
import { type Caller, shownCaller } from "./act/shown-caller.ts";

/** A canary on a runner that is not ours: the workflow that analyze-canary's README shows, started by the clock. */
const DOCUMENT = "actions/analyze-canary/README.md";
const WORKFLOW = ".github/workflows/canary.yml";

const configuration = (events: string) => `policy:
  expose:
    - type: checklist
rollouts:
  ranker:
    steps:
      - { share: 10%, bake: 1h }
      - { share: 100%, bake: 1h }
canary:
  ranker:
    sources: { events: { kind: files, paths: [${events}] } }
    exposures: { source: events }
    outcomes: { source: events }
    groups: { language: [de, en] }
    metrics:
      helpful: { class: quality, event: feedback, measure: ratio, value: helpful, better: higher, margin: 0.1, critical: true, groups: [language] }
alerts:
  targets:
    oncall: { kind: webhook, urlVariable: AIRWORTHY_ALERT_URL, secretVariable: AIRWORTHY_ALERT_SECRET }
  routes:
    - when: { verdict: fail }
      to: [oncall]
      owners: ["@ann"]
`;

const stack = new AsyncDisposableStack();
let machine: Machine;
let at: WatchedRepository;

beforeAll(async () => {
  machine = stack.use(await startMachine());
  at = stack.use(await createWatchedRepository(configuration));
});

afterAll(() => stack.disposeAsync());

test("every quarter of an hour a run looks, and the first that sees harm takes the candidate back and tells people", async () => {
  const { comments, checks } = at.github.state;
  const candidate = await at.candidate("2.0.0");
  expect((await at.start(candidate)).outputs).toMatchObject({ effect: "moved", share: "0.1" });
  const inputs = { rollout: "ranker", branch: "main", "pull-request": 7, package: candidate.place, act: true };
  const caller = await shownCaller(DOCUMENT, "watch-canary.yml", inputs);

  await at.visit(candidate, 300);
  const early = await watch(caller, 10);
  expect(resultsOf(early)).toEqual({ look: ["success"], report: ["success"], alert: ["success"] });
  expect(early.exitCode, early.log).toBe(0);
  expect(stepOf(early, "look", "Look").outputs).toMatchObject({ decision: "inconclusive", verdict: "inconclusive" });
  expect(comments).toMatchObject([{ issue: 7, body: expect.stringContaining("**Undecided: ") }]);
  expect(at.file("flags.json")).toContain(candidate.digest);

  await at.visit(candidate, 16_000, { helpful: 7, german: 5, reports: 0 });
  const late = await watch(caller, 11);
  expect(resultsOf(late)).toEqual({ look: ["failure"], move: ["success"], report: ["failure"], alert: ["success"] });
  expect(late.exitCode).toBe(1);
  expect(stepOf(late, "look", "Look").outputs).toMatchObject({ decision: "rollback", verdict: "fail" });
  expect(stepOf(late, "move", "Move").outputs).toMatchObject({ effect: "moved" });
  expect(at.file("flags.json")).not.toContain(candidate.digest);

  const looks = await filesIn((await artifactsOf(machine, 11)).get("airworthy-canary-look"));
  const [[, look = ""] = []] = looks;
  const entries = at
    .file("audit.jsonl")
    .trim()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
  expect(entries).toMatchObject([
    { move: "start" },
    {
      move: "rollback",
      why: expect.stringContaining("helpful where language is de"),
      // By the digest of the file that the first job uploaded.
      evidence: [{ name: "airworthy-canary-look/analyze-canary.ranker-1.json", sha256: sha256(look) }],
    },
  ]);
  expect((await at.verifyAudit()).outputs).toMatchObject({ verdict: "pass", length: "2" });

  expect(comments).toHaveLength(1);
  expect(comments[0]?.body).toContain("**Rolling back: ");
  // The look before came from the cache.
  expect(comments[0]?.body).toContain("| look 2 |");
  expect(new Set(checks.map(({ name }) => name))).toEqual(new Set(["Airworthy canary ranker"]));
  expect(at.chats.to("/hook")).toMatchObject([{ body: { occasion: "opened", verdict: "fail", owners: ["@ann"] } }]);
  expect(at.github.requests.filter(({ status }) => status === 403)).toEqual([]);
});

/** As GitHub does on a schedule: with the default branch, which no job but the last is given. */
async function watch({ text, permissions }: Caller, run: number): Promise<ActRun> {
  const { github, chats } = at;
  const repository = await fillCheckout(machine, [...at.files(), [WORKFLOW, text]]);
  return await runAct(machine, {
    repository,
    workflow: WORKFLOW,
    event: { name: "schedule", payload: { schedule: "*/15 * * * *", repository: { default_branch: "main" } } },
    run,
    github,
    token: github.tokenFor(permissions),
    secrets: { ONCALL_URL: `${chats.url}/hook`, ONCALL_SECRET: "hook-secret-0123456789" },
    sha: github.state.refs.get("refs/heads/main") ?? "",
  });
}
