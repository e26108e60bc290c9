import { beforeAll, expect, test } from "vitest";
import { type Made, makeEvidence } from "../harness/promotion/evidence-artifact.ts";
import { createPromotionRepository, type PromotionRepository } from "../harness/promotion/promotion-repository.ts";

// A run that ends in the middle: from some write on nothing more arrives. The same run, run again, completes what it began.

const LIMIT = { timeout: 300_000 };
const [HEAD, OTHER_HEAD] = ["2".padStart(40, "c"), "3".padStart(40, "c")];
const OTHER_PULL = 8;
const TO_STAGING = { body: "/promote ranker@3.0.0 to staging", issue: OTHER_PULL };

let second: Made;
let third: Made;

beforeAll(async () => {
  [second, third] = await Promise.all([
    makeEvidence({ version: "2.0.0", commit: HEAD }),
    makeEvidence({ version: "3.0.0", commit: OTHER_HEAD }),
  ]);
}, 240_000);

/** A version is in staging, and another one is proposed. */
async function createRepository(): Promise<PromotionRepository> {
  const at = await createPromotionRepository({ made: second });
  at.propose(third, OTHER_PULL);
  const { run } = await at.comment({ body: "/promote ranker@2.0.0 to staging" });
  expect(run.outputs, run.stdout).toMatchObject({ effect: "promoted" });
  return at;
}

/** From the first, or a later, such request on every write is refused, as if nobody sent it. */
function endAt({ github }: Pick<PromotionRepository, "github">, request: RegExp, count = 1): void {
  github.meanwhile.push({
    request,
    happens() {
      if (count > 1) endAt({ github }, request, count - 1);
      else github.state.readOnly = true;
    },
  });
}

test.concurrent.each([
  ["before its first tag", /^POST .*\/git\/tags/, 1],
  ["with the version registered, and in no stage", /^POST .*\/git\/tags/, 2],
  ["with the version in the stage, and the other not taken away", /^POST .*\/git\/tags/, 3],
  ["before the audit log", /^PATCH .*main/, 1],
  ["before the deployment", /^POST .*\/deployments$/, 1],
  ["before the deployment says how it went", /^POST .*\/statuses$/, 1],
])("a promotion that ends %s is completed by the same run: nothing lost, nothing twice", LIMIT, async (_, at, nth) => {
  await using space = await createRepository();
  endAt(space, at, nth);
  const asked = await space.comment(TO_STAGING);
  expect(space.github.state.readOnly).toBe(true);
  expect(asked.run.outputs["verdict"]).not.toBe("pass");
  space.github.state.readOnly = false;
  // Nothing of it is decided anew: the head may have moved since.
  const again = await asked.deliver();
  expect(again.outputs, again.stdout).toMatchObject({ verdict: "pass" });
  expect(space.tags().sort()).toEqual([
    "ranker#staging!#3",
    "ranker#staging#1",
    "ranker#staging#2",
    "ranker@v2.0.0",
    "ranker@v3.0.0",
  ]);
  expect(space.audit().map(({ move, candidate }) => [move, candidate])).toEqual([
    ["promote", second.digest],
    ["promote", third.digest],
  ]);
  expect(space.github.state.deployments).toMatchObject([
    { sha: HEAD },
    { sha: OTHER_HEAD, statuses: [{ state: "success" }] },
  ]);
});
