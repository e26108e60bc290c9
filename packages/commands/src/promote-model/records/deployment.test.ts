import { createDeployment } from "@airworthy/github";
import { expect, test } from "vitest";
import {
  FIRST,
  promotionOf,
  RUN,
  recordsEverywhere,
  recordsFolder,
  rollbackOf,
  SECOND,
  stageOf,
} from "../../../../../test/harness/promotion/records-place.ts";
import type { Change } from "../change.ts";
import { recordDeployment } from "./deployment.ts";

type Space = Awaited<ReturnType<typeof recordsEverywhere>>;

const PAGE = "https://github.com/octo-org/sentiment/deployments";

function promotionIn({ commits }: Space, changes: Partial<Change> = {}): Change {
  return promotionOf({ commit: commits.second, ...changes });
}

function statesOf({ github }: Space) {
  return github.state.deployments.map(({ statuses }) => statuses.map(({ state }) => state));
}

test.concurrent("a promotion is a deployment of its commit, to the stage's environment, with the request in it", async () => {
  await using space = await recordsEverywhere();
  const change = promotionIn(space, { stage: stageOf({ environment: "prod / eu" }), isLastStage: false });
  expect(await recordDeployment(change, "everybody", space.place)).toEqual({
    state: "written",
    where: `${PAGE}/prod%20%2F%20eu`,
  });
  expect(space.github.state.deployments).toMatchObject([
    {
      sha: space.commits.second,
      environment: "prod / eu",
      payload: { request: "comment-7-1", model: "ranker", version: "2.0.0", digest: SECOND.digest },
      description: "ranker 2.0.0 to production, by @ann",
      isTransient: false,
      isProduction: false,
    },
  ]);
  const status = space.github.requests.findLast(({ path }) => path.endsWith("/statuses"));
  expect(status?.body).toMatchObject({ state: "success", log_url: RUN });
  expect(await recordDeployment(change, "everybody", space.place)).toMatchObject({ state: "there" });
});

test.concurrent("how it goes is said as its rollout goes on, and never what it was before", async () => {
  await using space = await recordsEverywhere();
  const change = promotionIn(space);
  const said = async (reach: Parameters<typeof recordDeployment>[1]) =>
    (await recordDeployment(change, reach, space.place))?.state;
  expect(await said(null)).toBe("written");
  expect(await said(null)).toBe("there");
  expect(await said("some")).toBe("written");
  expect(await said("everybody")).toBe("written");
  expect(await said("some")).toBe("there");
  expect(await said("nobody")).toBe("written");
  expect(await said("everybody")).toBe("there");
  expect(statesOf(space)).toEqual([["pending", "in_progress", "success", "inactive"]]);
}, 30_000);

test.concurrent("models that share an environment have deployments of their own, and end none but their own", async () => {
  await using space = await recordsEverywhere();
  await recordDeployment(promotionIn(space), "everybody", space.place);
  const { client, repository } = space.place.remote ?? expect.unreachable();
  const other = { environment: "production", sha: space.commits.second, description: "by hand" };
  const made = { ...other, payload: { digest: SECOND.digest }, isTransient: false, isProduction: true };
  await createDeployment(client, repository, made);
  await recordDeployment(promotionIn(space, { model: "spam" }), "everybody", space.place);
  expect(await recordDeployment(promotionIn(space), "everybody", space.place)).toMatchObject({ state: "there" });
  const back = rollbackOf({ commit: space.commits.first, request: "comment-9-1" });
  await recordDeployment(back, "everybody", space.place);
  expect(statesOf(space)).toEqual([["success", "inactive"], [], ["success"], ["success"]]);
  expect(space.github.state.deployments[0]?.statuses[1]?.description).toBe("Taken back by @bob: toxic replies");
  expect(space.github.state.deployments[3]?.description).toBe("Back to ranker 1.0.0 in production, by @bob");
}, 30_000);

test.concurrent("what a promotion replaced is inactive once everybody has the new one, and other models' never", async () => {
  await using space = await recordsEverywhere();
  const { first, second } = space.commits;
  const before = promotionIn(space, { commit: first, version: FIRST, before: null, request: "comment-5-1" });
  await recordDeployment(before, "everybody", space.place);
  await recordDeployment({ ...before, model: "spam" }, "everybody", space.place);
  const change = promotionIn(space, { commit: second, isLastStage: false });
  await recordDeployment(change, "some", space.place);
  expect(statesOf(space)).toEqual([["success"], ["success"], ["in_progress"]]);
  expect(await recordDeployment(change, "everybody", space.place)).toMatchObject({ state: "written" });
  expect(statesOf(space)).toEqual([["success", "inactive"], ["success"], ["in_progress", "success"]]);
  expect(space.github.state.deployments[0]?.statuses[1]?.description).toBe("Replaced by 2.0.0");
  expect(await recordDeployment(change, "everybody", space.place)).toMatchObject({ state: "there" });
  const statuses = space.github.requests.filter(({ method, path }) => method === "POST" && path.endsWith("/statuses"));
  // Else GitHub itself would end whatever else is in an environment that is not production.
  expect(statuses.map(({ body }) => body)).toEqual(
    Array.from({ length: 5 }, () => expect.objectContaining({ auto_inactive: false })),
  );
}, 30_000);

test.concurrent("a rollback whose rollout failed is a failure until it is done", async () => {
  await using space = await recordsEverywhere();
  const change = rollbackOf({ commit: space.commits.first, before: null });
  await recordDeployment(change, null, space.place);
  await recordDeployment(change, "everybody", space.place);
  expect(statesOf(space)).toEqual([["failure", "success"]]);
}, 30_000);

test("without GitHub there is no deployment", async () => {
  await using space = await recordsFolder();
  expect(await recordDeployment(promotionOf(), "everybody", space.place)).toBeNull();
});
