import { createHash } from "node:crypto";
import { modelIn, readRegistry, tagsFor } from "@airworthy/promotion";
import { beforeAll, expect, test } from "vitest";
import { type Made, makeEvidence } from "../harness/promotion/evidence-artifact.ts";
import { createPromotionRepository, type PromotionRepository } from "../harness/promotion/promotion-repository.ts";

// A rollback that ends in the middle or comes with a promotion, and a promotion that is asked for in an issue: by the built action.

const LIMIT = { timeout: 300_000 };
const [HEAD, OTHER_HEAD] = ["2".padStart(40, "c"), "3".padStart(40, "c")];
const OTHER_PULL = 8;
const ISSUE = 9;
const ONE_STAGE = `promotion:
  stages:
    production:
      checklist: false
      needs: [{ type: safety-scan }]
`;

const ASKING = '{ checklist: false, needs: [{ type: safety-scan }], approvers: ["@bob"], approvals: 1 }';

let second: Made;
let third: Made;

beforeAll(async () => {
  [second, third] = await Promise.all([
    makeEvidence({ version: "2.0.0", commit: HEAD }),
    makeEvidence({ version: "3.0.0", commit: OTHER_HEAD }),
  ]);
}, 240_000);

async function bothInProduction(): Promise<PromotionRepository> {
  const at = await createPromotionRepository({ made: second, policy: ONE_STAGE });
  at.propose(third, OTHER_PULL);
  await at.comment({ body: "/promote ranker@2.0.0 to production" });
  const { run } = await at.comment({ body: "/promote ranker@3.0.0 to production", issue: OTHER_PULL });
  expect(run.outputs, run.stdout).toMatchObject({ effect: "promoted" });
  return at;
}

/** Somebody else brings another version there, by the tags that a promotion makes. */
function promoteElsewhere({ github: { state } }: PromotionRepository): void {
  const facts = [...state.refs].flatMap(([ref, sha]) => {
    const tag = state.tags.get(sha);
    return tag === undefined
      ? []
      : [{ name: ref.slice(10), commit: tag.object, on: tag.tagger.date, message: tag.message }];
  });
  const change = {
    ...({ stage: "production", move: "promote", by: "@bob", request: "other", reason: "", evidence: [] } as const),
    version: { version: "4.0.0", digest: `sha256:${"4".repeat(64)}` },
    commit: state.refs.get("refs/heads/main") ?? "",
    on: new Date().toISOString(),
  };
  for (const { name, commit: object, message, on: date } of tagsFor(modelIn(readRegistry(facts), "ranker"), change)) {
    const sha = createHash("sha1").update(name).digest("hex");
    state.tags.set(sha, { name, message, object, tagger: { name: "bob", email: "bob@x.test", date } });
    state.refs.set(`refs/tags/${name}`, sha);
  }
}

test.concurrent(
  "a rollback that ends between its tags denies all the same, and is completed by the same run",
  LIMIT,
  async () => {
    await using at = await bothInProduction();
    const { state } = at.github;
    // The first of its tags is there when the second is begun.
    const begun = /^POST .*\/git\/tags/;
    const stop = () => void Object.assign(state, { readOnly: true });
    at.github.meanwhile.push({
      request: begun,
      happens: () => void at.github.meanwhile.push({ request: begun, happens: stop }),
    });
    const asked = await at.comment({ body: "/rollback ranker toxic replies" });
    expect(asked.run.outputs["verdict"]).not.toBe("pass");
    expect(at.tags()).toContain("ranker#production#4");
    expect(at.tags()).not.toContain("ranker#production!#5");
    state.readOnly = false;
    const early = await at.comment({ body: "/promote ranker@3.0.0 to production", issue: OTHER_PULL });
    expect(early.run.outputs).toMatchObject({ verdict: "fail", "reason-code": "denied" });
    const again = await asked.deliver();
    expect(again.outputs, again.stdout).toMatchObject({ verdict: "pass" });
    expect(at.tags()).toContain("ranker#production!#5");
    expect(at.audit().map(({ move, denied }) => [move, denied])).toEqual([
      ["promote", null],
      ["promote", null],
      ["rollback", third.digest],
    ]);
  },
);

test.concurrent(
  "a version that comes while another is taken back is left alone, and whoever asked is told",
  LIMIT,
  async () => {
    await using at = await bothInProduction();
    at.github.meanwhile.push({ request: /^POST .*\/git\/tags/, happens: () => promoteElsewhere(at) });
    const { run } = await at.comment({ body: "/rollback ranker toxic replies" });
    expect(run.outputs["verdict"]).toBe("error");
    expect(at.answers().at(-1)?.body).toContain("production of ranker got 4.0.0 while it was gone back");
    expect(
      at
        .tags()
        .filter((tag) => tag.startsWith("ranker#production#"))
        .at(-1),
    ).toBe("ranker#production#4");
    expect(at.audit().map(({ move }) => move)).toEqual(["promote", "promote"]);
  },
);

test.concurrent(
  "outside of a pull request a package is named by its digest, and no review speaks for it",
  LIMIT,
  async () => {
    await using at = await createPromotionRepository({ made: second, policy: ONE_STAGE });
    const { state } = at.github;
    state.issues.push({ number: ISSUE, login: "ann", state: "open", title: "Release", body: "", labels: [] });
    at.approve("bob");
    const body = `/promote ranker@${second.digest} to production`;
    const without = await at.comment({ body, issue: ISSUE });
    expect(without.run.outputs["verdict"]).toBe("error");
    expect(at.answers().at(-1)?.body).toContain("There is no evidence of a package");
    const [artifact] = state.artifacts;
    if (artifact === undefined) throw new Error("the head's run left one");
    // What an earlier job of the same run made.
    for (const runId of [2_001, 2_002]) state.artifacts.push({ ...artifact, id: state.artifacts.length + 1, runId });
    const named = { model: "ranker", version: second.digest };
    const run = await at.step({ ...named, stage: "production" }, { run: 2_001 });
    expect(run.outputs, run.stdout).toMatchObject({ verdict: "pass", effect: "promoted" });
    expect(state.deployments).toMatchObject([{ sha: HEAD }]);
    at.commitToMain({ "airworthy.yml": `${ONE_STAGE}    last: ${ASKING}\n` });
    // A run that has none of its own goes by what runs of the commit made, which the tag names by now.
    for (const id of [2_002, 2_003]) {
      const last = await at.step({ ...named, stage: "last" }, { run: id });
      expect(last.outputs, last.stdout).toMatchObject({ verdict: "inconclusive", "reason-code": "not-approved" });
    }
  },
);
