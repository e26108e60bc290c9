import { beforeAll, expect, test } from "vitest";
import { type Made, makeEvidence } from "../harness/promotion/evidence-artifact.ts";
import { createPromotionRepository, fileOfMain, MAIN, POLICY } from "../harness/promotion/promotion-repository.ts";

// The built action, as the shipped workflow runs it: no checkout, a token of the job's permissions, evidence of the head's runs.

/** The stand-in numbers its commits: the head of every repository here is its second. */
const HEAD = "2".padStart(40, "c");
const LIMIT = { timeout: 180_000 };
const STALE = "2026-01-01T00:00:00.000Z";

let made: Made;

beforeAll(async () => {
  made = await makeEvidence({ version: "2.0.0", commit: HEAD });
}, 120_000);

const createRepository = (policy = POLICY) => createPromotionRepository({ made, policy });

test.concurrent(
  "a comment brings the head's package to a stage, once, however often it is delivered",
  LIMIT,
  async () => {
    await using at = await createRepository();
    const asked = await at.comment({ body: "/promote ranker@2.0.0 to staging" });
    expect(asked.run.stdout).toContain("ranker 2.0.0 is in staging");
    expect(asked.run.outputs).toMatchObject({ verdict: "pass" });
    expect(at.tags().sort()).toEqual(["ranker#staging#1", "ranker@v2.0.0"]);
    expect(at.audit()).toMatchObject([
      {
        move: "promote",
        promotion: { model: "ranker", stage: "staging" },
        candidate: made.digest,
        by: { actor: "@ann" },
      },
    ]);
    expect(at.github.state.deployments).toMatchObject([
      { environment: "staging", sha: at.head, payload: { digest: made.digest }, statuses: [{ state: "success" }] },
    ]);
    expect(at.answers()).toHaveLength(1);
    expect(at.answers()[0]?.body).toContain("ranker 2.0.0 is in staging");

    const before = structuredClone({ refs: [...at.github.state.refs], deployments: at.github.state.deployments });
    const again = await asked.deliver();
    expect(again.outputs).toMatchObject({ verdict: "pass" });
    expect(structuredClone({ refs: [...at.github.state.refs], deployments: at.github.state.deployments })).toEqual({
      ...before,
      refs: expect.arrayContaining(before.refs.filter(([name]) => !name.startsWith("refs/airworthy-locks/"))),
    });
    expect(at.answers()).toHaveLength(1);
    expect(at.audit()).toHaveLength(1);
  },
);

test.concurrent(
  "a refusal lists what is missing with its command, writes nothing, and /why says the same later",
  LIMIT,
  async () => {
    await using at = await createRepository();
    const refused = await at.comment({ body: "/promote ranker@2.0.0 to production" });
    expect(refused.run.outputs).toMatchObject({ verdict: "inconclusive" });
    const answer = at.answers()[0]?.body ?? "";
    expect(answer).toContain("1 approval needed, 0 given");
    expect(answer).toContain(`/promote ranker@2.0.0 to production confirm ${at.digits}`);
    expect(answer).toContain("staging");
    expect(at.tags()).toEqual([]);
    expect(at.audit()).toEqual([]);
    expect(at.github.state.deployments).toEqual([]);
    const why = await at.comment({ body: "/why ranker" });
    expect(why.run.outputs).toMatchObject({ verdict: "pass" });
    expect(at.answers().at(-1)?.body).toContain("production: nothing");
  },
);

test.concurrent(
  "production takes confirmation, an approval of the very head, and starts its rollout",
  LIMIT,
  async () => {
    await using at = await createRepository();
    await at.comment({ body: "/promote ranker@2.0.0 to staging" });
    at.approve("bob");
    const command = `/promote ranker@2.0.0 to production confirm ${at.digits}`;
    const { run } = await at.comment({ body: command });
    expect(run.stdout).toContain("ranker 2.0.0 is in production");
    expect(at.tags()).toContain("ranker#production#2");
    expect(at.audit().map(({ move }) => move)).toEqual(["promote", "promote", "start"]);
    expect(fileOfMain(at.github, ".airworthy/flags/flags.json")).toContain(made.digest);
  },
);

test.concurrent("a commit that is pushed after the approval voids it", LIMIT, async () => {
  await using at = await createRepository();
  await at.comment({ body: "/promote ranker@2.0.0 to staging" });
  at.approve("bob");
  at.push();
  const { run } = await at.comment({ body: `/promote ranker@${made.digest} to production confirm ${at.digits}` });
  expect(run.outputs["verdict"]).not.toBe("pass");
  expect(at.tags()).not.toContain("ranker#production#2");
});

test.concurrent("a push between the check and the write is seen by the second look", LIMIT, async () => {
  await using at = await createRepository();
  // Just before the lock is taken, after everything was found to hold.
  at.github.meanwhile.push({ request: /^POST .*\/git\/refs/, happens: () => void at.push() });
  const { run } = await at.comment({ body: "/promote ranker@2.0.0 to staging" });
  expect(run.outputs["verdict"]).not.toBe("pass");
  expect(at.tags()).toEqual([]);
  expect(at.audit()).toEqual([]);
});

test.concurrent(
  "of two promotions at once each is carried out by itself, and the same one only once",
  LIMIT,
  async () => {
    await using at = await createRepository();
    const body = "/promote ranker@2.0.0 to staging";
    const both = await Promise.all([at.comment({ body }), at.comment({ body, login: "bob" })]);
    const effects = both.map(({ run }) => run.outputs["verdict"]).sort();
    expect(effects).toContain("pass");
    expect(at.tags().sort()).toEqual(["ranker#staging#1", "ranker@v2.0.0"]);
    expect(at.audit()).toHaveLength(1);
    expect(at.github.state.deployments).toHaveLength(1);
  },
);

test.concurrent.each([
  [
    "a comment that was edited",
    { body: "/promote ranker@2.0.0 to staging", editedAt: new Date().toISOString() },
    {},
    "edited",
  ],
  ["somebody who may only read", { body: "/promote ranker@2.0.0 to staging", login: "eve" }, {}, "permission"],
  [
    "an event that names another than the comment's author",
    { body: "/promote ranker@2.0.0 to staging", login: "eve" },
    { sender: "ann" },
    "eve's, not",
  ],
  ["a bot that no stage names", { body: "/promote ranker@2.0.0 to staging", login: "robot[bot]" }, {}, "names no bot"],
  ["a command that is too old", { body: "/promote ranker@2.0.0 to staging", createdAt: STALE }, {}, "holds for"],
])("%s promotes nothing, and is told why", LIMIT, async (_, written, way, why) => {
  await using at = await createRepository();
  const { run } = await at.comment(written, way);
  expect(run.outputs["verdict"]).not.toBe("pass");
  expect(at.answers().at(-1)?.body ?? run.stdout).toContain(why);
  expect(at.tags()).toEqual([]);
  expect(at.github.state.deployments).toEqual([]);
});

test.concurrent("quotes, code and edits of a comment are no commands, and nobody is answered", LIMIT, async () => {
  await using at = await createRepository();
  for (const body of ["> /promote ranker@2.0.0 to staging", "```\n/promote ranker@2.0.0 to staging\n```"]) {
    const { run } = await at.comment({ body });
    expect(run.outputs).toMatchObject({ verdict: "pass" });
  }
  const edited = await at.comment({ body: "/promote ranker@2.0.0 to staging" }, { action: "edited" });
  expect(edited.run.outputs).toMatchObject({ verdict: "pass" });
  expect(at.tags()).toEqual([]);
  expect(at.answers()).toEqual([]);
});

test.concurrent("a pull request whose branch is gone, closed unmerged, has nothing to promote", LIMIT, async () => {
  await using at = await createRepository();
  const [pull] = at.github.state.pulls;
  if (pull !== undefined) pull.state = "closed";
  at.github.state.refs.delete("refs/heads/candidate");
  const { run } = await at.comment({ body: "/promote ranker@2.0.0 to staging" });
  expect(run.outputs["verdict"]).toBe("error");
  expect(at.answers().at(-1)?.body).toContain("closed without having been merged");
  expect(at.tags()).toEqual([]);
});

test.concurrent(
  "a rollback gives the version before back at once, denies the other, and needs no evidence",
  LIMIT,
  async () => {
    await using at = await createRepository();
    await at.comment({ body: "/promote ranker@2.0.0 to staging" });
    const nothing = await at.comment({ body: "/rollback ranker toxic replies" });
    expect(nothing.run.outputs["verdict"]).not.toBe("pass");
    expect(at.tags().sort()).toEqual(["ranker#staging#1", "ranker@v2.0.0"]);
  },
);

test.concurrent(
  "where main takes no push the missing record names the ways around it; a branch of their own holds policy and log",
  LIMIT,
  async () => {
    const inputs = { model: "ranker", stage: "staging", version: "2.0.0", "pull-request": "7" };
    await using at = await createRepository();
    at.github.state.protectedRefs.add(MAIN);
    const refused = await at.step(inputs);
    expect(refused.outputs).toMatchObject({ verdict: "error", "reason-code": "record-missing" });
    expect(refused.stdout).toMatch(
      /audit log, not written: .*Required status check.*token of a GitHub App.*branch without/s,
    );

    await using other = await createRepository();
    const { state } = other.github;
    const main = state.refs.get(MAIN) ?? "";
    state.protectedRefs.add(MAIN);
    state.refs.set("refs/heads/airworthy-flags", main);
    const done = await other.step({ ...inputs, branch: "airworthy-flags" });
    expect(done.outputs, done.stdout).toMatchObject({ verdict: "pass", effect: "promoted" });
    const tip = state.commits.find(({ sha }) => sha === state.refs.get("refs/heads/airworthy-flags"));
    expect(tip?.files.get(".airworthy/flags/audit.jsonl")?.toString()).toContain(made.digest);
    expect(state.refs.get(MAIN)).toBe(main);
  },
);

test.concurrent(
  "a run that somebody else runs again promotes nothing; the first one's own attempt completes its records",
  LIMIT,
  async () => {
    await using at = await createRepository();
    const inputs = { model: "ranker", stage: "staging", version: "2.0.0", "pull-request": "7" };
    at.github.faults.push({ kind: "not-found", request: /^POST .*\/deployments/ });
    const first = await at.step(inputs, { run: 2_000 });
    expect(first.outputs).toMatchObject({ verdict: "error", "reason-code": "record-missing" });
    expect(at.tags()).toContain("ranker#staging#1");
    expect(at.github.state.deployments).toEqual([]);
    const second = await at.step(inputs, { run: 2_000, attempt: 2 });
    expect(second.outputs).toMatchObject({ verdict: "pass" });
    expect(at.github.state.deployments).toHaveLength(1);
    expect(at.audit()).toHaveLength(1);

    await using other = await createRepository();
    const spoofed = await other.step(inputs, { run: 2_001, triggeredBy: "eve", attempt: 2 });
    expect(spoofed.outputs["verdict"]).toBe("fail");
    expect(other.tags()).toEqual([]);
  },
);
