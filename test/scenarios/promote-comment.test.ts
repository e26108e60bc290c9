import { expect, test } from "vitest";
import { makeEvidence } from "../harness/promotion/evidence-artifact.ts";
import { createPromotionRepository, fileOfMain, POLICY } from "../harness/promotion/promotion-repository.ts";

// The commands beside promotions, one after another as people write them, through the built action.

/** The stand-in numbers its commits: the head of the repository is its second. */
const HEAD = "2".padStart(40, "c");

test("people hold, look into, ramp and sign off what was promoted, all by comments", { timeout: 240_000 }, async () => {
  await using at = await createPromotionRepository({ made: await makeEvidence({ version: "2.0.0", commit: HEAD }) });
  const lastAnswer = () => at.answers().at(-1)?.body.replaceAll("<span></span>", "") ?? "";
  await at.comment({ body: "/promote ranker@2.0.0 to staging" });

  const lacks = await at.comment({ body: "/why ranker", login: "eve" });
  expect(lacks.run.outputs).toMatchObject({ verdict: "pass", effect: "looked" });
  expect(lastAnswer()).toMatch(
    /2\.0\.0 is not in production; .* it lacked:\n\n- approvals: 1 approval needed, 0 given/,
  );
  expect(lastAnswer()).not.toContain("permission");

  at.approve("bob");
  // What is left concerns whoever would ask: nothing is lacking.
  await at.comment({ body: "/why ranker", login: "eve" });
  expect(lastAnswer()).toContain("production: nothing");
  expect(lastAnswer()).not.toContain("it lacked");
  await at.comment({ body: `/promote ranker@2.0.0 to production confirm ${at.digits}` });

  const stranger = await at.comment({ body: "/hold ranker", login: "eve" });
  expect(stranger.run.outputs).toMatchObject({ verdict: "fail", effect: "refused" });
  expect(lastAnswer()).toContain("@eve may neither write nor approve");

  const both = await at.comment({ body: "/hold ranker\n/why production" });
  expect(both.run.outputs).toMatchObject({ verdict: "pass", effect: "answered" });
  expect(lastAnswer()).toMatch(/rollout ranker-1: held since .*; 2\.0\.0 is with 10 % of everybody, step 1 of 2/);
  const held = at.audit().at(-1);
  expect(held).toMatchObject({ move: "hold", by: { actor: "@ann" }, pullRequest: 7 });
  await both.deliver();
  expect(at.audit().at(-1)).toEqual(held);

  await at.comment({ body: "/resume ranker" });
  expect(at.audit().at(-1)).toMatchObject({ move: "resume" });
  const early = await at.comment({ body: "/ramp 100%" });
  expect(early.run.outputs).toMatchObject({ verdict: "inconclusive", effect: "refused" });
  expect(lastAnswer()).toContain("No advance of ranker");
  expect(at.audit().at(-1)).toMatchObject({ move: "resume" });

  await at.comment({ body: "/sign-off M.2 Read the card with two people of support." });
  const signed = fileOfMain(at.github, ".airworthy/sign-offs.yml");
  expect(signed).toContain(`package: ${at.candidate.digest}`);
  expect(signed).toContain('who: "@ann"');
  expect(at.github.state.reactions.filter(({ content }) => content === "eyes")).toHaveLength(9);
});

test("what came to a stage in its pull request goes on from an issue, by the evidence of its commit", {
  timeout: 240_000,
}, async () => {
  const policy = POLICY.replace('approvers: ["@bob"]\n      approvals: 1\n', "needs-previous: true\n");
  const made = await makeEvidence({ version: "2.0.0", commit: HEAD });
  await using at = await createPromotionRepository({ made, policy });
  const { state } = at.github;
  state.issues.push({ number: 12, login: "ann", state: "open", title: "Release", body: "", labels: [] });
  const body = `/promote ranker@2.0.0 to production confirm ${at.digits}`;
  const early = await at.comment({ body, issue: 12 });
  expect(early.run.outputs["verdict"]).toBe("error");
  expect(at.answers().at(-1)?.body).toContain("There is no evidence of a package");
  await at.comment({ body: "/promote ranker@2.0.0 to staging" });
  const { run } = await at.comment({ body, issue: 12 });
  expect(run.outputs, run.stdout).toMatchObject({ verdict: "pass", effect: "promoted" });
  expect(at.tags()).toContain("ranker#production#2");
  expect(at.audit()).toMatchObject([
    { move: "promote" },
    { move: "promote", promotion: { stage: "production" }, commit: HEAD },
    { move: "start" },
  ]);
});
