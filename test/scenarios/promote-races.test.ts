import { createClient, createLock, releaseLock } from "@airworthy/github";
import { beforeAll, expect, test } from "vitest";
import { type Made, makeEvidence } from "../harness/promotion/evidence-artifact.ts";
import {
  createPromotionRepository,
  fileOfMain,
  POLICY,
  type PromotionRepository,
} from "../harness/promotion/promotion-repository.ts";

// What several people do at once, through the built action: one is first, and every other one is told.

const LIMIT = { timeout: 300_000 };
/** The stand-in numbers its commits: main is the first, the candidates of the two pull requests come next. */
const [HEAD, OTHER_HEAD] = ["2".padStart(40, "c"), "3".padStart(40, "c")];
const OTHER_PULL = 8;
const ONE_STAGE = `promotion:
  stages:
    production:
      checklist: false
      needs: [{ type: safety-scan }]
`;
const WITH_ROLLOUT = `${POLICY.slice(0, POLICY.indexOf("promotion:"))}${ONE_STAGE}      rollout: ranker\n`;

let second: Made;
let third: Made;

beforeAll(async () => {
  [second, third] = await Promise.all([
    makeEvidence({ version: "2.0.0", commit: HEAD }),
    makeEvidence({ version: "3.0.0", commit: OTHER_HEAD }),
  ]);
}, 240_000);

/** Both versions came to production, the second by a rollout that is under way. */
async function bothInProduction(): Promise<PromotionRepository> {
  const at = await createPromotionRepository({ made: second, policy: ONE_STAGE });
  at.propose(third, OTHER_PULL);
  const first = await at.comment({ body: "/promote ranker@2.0.0 to production" });
  expect(first.run.stdout).toContain("ranker 2.0.0 is in production");
  const flag = { state: "ENABLED", variants: { stable: second.digest }, defaultVariant: "stable" };
  at.commitToMain({
    "airworthy.yml": WITH_ROLLOUT,
    ".airworthy/flags/flags.json": JSON.stringify({ flags: { ranker: flag } }),
  });
  const next = await at.comment({ body: "/promote ranker@3.0.0 to production", issue: OTHER_PULL });
  expect(next.run.stdout).toContain("ranker 3.0.0 is in production");
  expect(fileOfMain(at.github, ".airworthy/flags/flags.json")).toContain(third.digest);
  return at;
}

/** The stand-in's commits are of another year: GitHub's are of now, and a lock of then would be anybody's. */
function isOfNow({ github }: PromotionRepository): void {
  const lock = github.state.commits.findLast(({ message = "" }) => message.startsWith("Take the lock"));
  Object.assign(lock ?? {}, { committedOn: new Date().toISOString() });
}

test.concurrent("of two versions that come to a stage at once, each is recorded or told to wait", LIMIT, async () => {
  await using at = await createPromotionRepository({ made: second });
  at.propose(third, OTHER_PULL);
  at.github.meanwhile.push({ request: /^POST .*\/git\/tags/, happens: () => isOfNow(at) });
  const both = await Promise.all([
    at.comment({ body: "/promote ranker@2.0.0 to staging" }),
    at.comment({ body: "/promote ranker@3.0.0 to staging", login: "bob", issue: OTHER_PULL }),
  ]);
  const verdicts = both.map(({ run }) => run.outputs["verdict"]);
  const won = verdicts.filter((verdict) => verdict === "pass").length;
  expect(won).toBeGreaterThan(0);
  expect(verdicts.filter((verdict) => verdict === "inconclusive")).toHaveLength(2 - won);
  const tags = at.tags();
  expect(tags.filter((tag) => tag.startsWith("ranker#staging#"))).toHaveLength(won);
  expect(tags.filter((tag) => tag.startsWith("ranker#staging!#"))).toHaveLength(won - 1);
  expect(at.audit()).toHaveLength(won);
  expect(at.github.state.deployments).toHaveLength(won);
  const told = at.answers().filter(({ body }) => body.includes("is being carried out: ask again afterwards"));
  expect(told).toHaveLength(2 - won);
});

test.concurrent("who comes while the model is locked is told by whom, and how to ask again", LIMIT, async () => {
  await using at = await createPromotionRepository({ made: second });
  const client = await createClient({ token: "t", env: at.github.env, log: { info: () => {}, warn: () => {} } });
  const repository = { owner: "octo-org", repo: "sentiment" };
  const asked = { name: "promote/ranker", payload: "comment-99-1", staleSeconds: 600, now: new Date() };
  const held = await createLock(client, repository, asked);
  if (held.state !== "taken") throw new Error("nobody else has the lock");
  isOfNow(at);
  const early = await at.comment({ body: "/promote ranker@2.0.0 to staging" });
  expect(early.run.outputs).toMatchObject({ verdict: "inconclusive", "reason-code": "lock-taken" });
  expect(at.answers().at(-1)?.body).toContain("comment-99-1 is being carried out");
  expect(at.answers().at(-1)?.body).toContain("/promote ranker@2.0.0 to staging");
  expect(at.tags()).toEqual([]);
  await releaseLock(client, repository, held.lock);
  const { run } = await at.comment({ body: "/promote ranker@2.0.0 to staging" });
  expect(run.outputs).toMatchObject({ verdict: "pass", effect: "promoted" });
});

test.concurrent("two who see the same alarm go back once, and users have the version before", LIMIT, async () => {
  await using at = await bothInProduction();
  const both = await Promise.all([
    at.comment({ body: "/rollback ranker toxic replies" }),
    at.comment({ body: "/rollback ranker it insults people", login: "bob" }),
  ]);
  for (const { run } of both) expect(run.outputs, run.stdout).toMatchObject({ verdict: "pass" });
  const effects = both.map(({ run }) => run.outputs["effect"]).sort();
  expect(effects).toEqual(["rolled-back", "unchanged"]);
  expect(at.tags().filter((tag) => tag.startsWith("ranker#production"))).toEqual([
    "ranker#production#1",
    "ranker#production#2",
    "ranker#production!#3",
    "ranker#production#4",
    "ranker#production!#5",
  ]);
  const rollouts = JSON.parse(fileOfMain(at.github, ".airworthy/flags/rollouts.json"));
  expect(rollouts.denied.map(({ digest }: { digest: string }) => digest)).toEqual([third.digest]);
  expect(at.audit().filter(({ move, promotion }) => move === "rollback" && promotion !== undefined)).toHaveLength(1);
});

test.concurrent("what was gone back from is refused afterwards, with who and why", LIMIT, async () => {
  await using at = await bothInProduction();
  const { run } = await at.comment({ body: "/rollback ranker toxic replies", login: "bob" });
  expect(run.outputs, run.stdout).toMatchObject({ verdict: "pass", effect: "rolled-back" });
  const { flags } = JSON.parse(fileOfMain(at.github, ".airworthy/flags/flags.json"));
  expect(flags.ranker.variants[flags.ranker.defaultVariant]).toContain(second.digest);
  expect(JSON.stringify(flags)).not.toContain(third.digest);
  const rollouts = JSON.parse(fileOfMain(at.github, ".airworthy/flags/rollouts.json"));
  expect(rollouts.denied).toMatchObject([{ digest: third.digest, by: "@bob", reason: "toxic replies" }]);
  const again = await at.comment({ body: "/promote ranker@3.0.0 to production", issue: OTHER_PULL });
  expect(again.run.outputs).toMatchObject({ verdict: "fail", effect: "refused" });
  const answer = (at.answers().at(-1)?.body ?? "").replaceAll("<span></span>", "");
  expect(answer).toContain("@bob went back from this version");
  expect(answer).toContain("toxic replies");
  expect(answer).toContain(`npx airworthy manage-rollout --move allow --rollout ranker --digest ${third.digest} --why`);
});

test.concurrent("a policy and a log that nobody can read keep nobody from going back", LIMIT, async () => {
  await using at = await bothInProduction();
  at.commitToMain({ "airworthy.yml": "promotion: [", ".airworthy/flags/audit.jsonl": "no log\n" });
  const { run } = await at.comment({ body: "/rollback ranker toxic replies" });
  expect(run.outputs, run.stdout).toMatchObject({ effect: "rolled-back" });
  expect(run.stdout).toContain("Stages are those of the tags");
  expect(at.tags()).toContain("ranker#production#4");
  const { flags } = JSON.parse(fileOfMain(at.github, ".airworthy/flags/flags.json"));
  expect(flags.ranker.variants[flags.ranker.defaultVariant]).toContain(second.digest);
});

test.concurrent(
  "after a first promotion users go back by the rollout, though nobody can read the policy",
  LIMIT,
  async () => {
    await using at = await createPromotionRepository({ made: second, policy: WITH_ROLLOUT });
    await at.comment({ body: "/promote ranker@2.0.0 to production" });
    const flags = () => fileOfMain(at.github, ".airworthy/flags/flags.json");
    expect(flags()).toContain(second.digest);
    at.commitToMain({ "airworthy.yml": "promotion: [" });
    const { run } = await at.comment({ body: "/rollback ranker toxic replies" });
    expect(run.outputs, run.stdout).toMatchObject({ effect: "moved" });
    expect(flags()).not.toContain(second.digest);
  },
);
