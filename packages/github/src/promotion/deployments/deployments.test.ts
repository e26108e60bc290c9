import { expect, test } from "vitest";
import { addCommit, type GitHub, startGitHub } from "../../../../../test/harness/github/index.ts";
import { createClient } from "../../client.ts";
import { createDeployment } from "./create-deployment.ts";
import { setDeploymentStatus } from "./deployment-status.ts";
import { latestDeployment } from "./latest-deployment.ts";

const at = { owner: "octo-org", repo: "sentiment" };
const wanted = {
  environment: "production",
  payload: { request: "comment-12" },
  description: "review-sentiment 1.2.3",
  isTransient: false,
  isProduction: true,
};

test.concurrent("a deployment is of the very commit, whatever its checks say, and tells how it went", async () => {
  await using github = await startGitHub();
  const client = await connect(github, github.tokenFor({ deployments: "write" }));
  const sha = addCommit(github.state);
  github.state.statuses.push({ sha, context: "other", state: "failure" });
  await expect(latestDeployment(client, at, "production")).resolves.toBeNull();
  const deployment = await createDeployment(client, at, { ...wanted, sha });
  expect(deployment).toMatchObject({ id: 1, environment: "production", sha, payload: { request: "comment-12" } });
  expect(github.state.deployments[0]).toMatchObject({ task: "deploy", isTransient: false, isProduction: true });
  await expect(latestDeployment(client, at, "production")).resolves.toMatchObject({ id: 1, status: null });
  await setDeploymentStatus(client, at, 1, { state: "in_progress", description: "Ramping" });
  const environmentUrl = "https://example.com/review-sentiment";
  await setDeploymentStatus(client, at, 1, { state: "success", description: "At 100 %", environmentUrl });
  expect(github.state.deployments[0]?.statuses[1]).toMatchObject({ state: "success", environmentUrl });
  const latest = await latestDeployment(client, at, "production");
  expect(latest?.status).toMatchObject({ state: "success", description: "At 100 %" });
  await expect(latestDeployment(client, at, "staging")).resolves.toBeNull();
}, 15_000);

test.concurrent("a deployment whose answer got lost is found and not made again, but no other is taken for it", async () => {
  await using github = await startGitHub();
  const client = await connect(github);
  const sha = addCommit(github.state);
  await createDeployment(client, at, { ...wanted, sha, payload: { request: "comment-11" } });
  github.faults.push({ kind: "bad-gateway-after-write", request: /^POST .*deployments/ });
  await expect(createDeployment(client, at, { ...wanted, sha })).resolves.toMatchObject({ id: 2 });
  github.faults.push({ kind: "server-error", request: /^POST .*deployments/ });
  const third = createDeployment(client, at, { ...wanted, sha, payload: { request: "comment-13" } });
  await expect(third).rejects.toMatchObject({ kind: "unreachable" });
  expect(github.state.deployments).toHaveLength(2);
}, 15_000);

test.concurrent("a status that is sent twice, a description that is long, and an address that is none are taken care of", async () => {
  await using github = await startGitHub();
  const client = await connect(github);
  const sha = addCommit(github.state);
  const { id } = await createDeployment(client, at, { ...wanted, sha, description: "😀".repeat(60).padEnd(500, "x") });
  expect(github.state.deployments[0]?.description).toMatch(/x…$/);
  const environmentUrl = "javascript:alert(1)";
  const status = { state: "success", description: "" } as const;
  await expect(setDeploymentStatus(client, at, id, { ...status, environmentUrl })).rejects.toThrow("http or https");
  await expect(setDeploymentStatus(client, at, 99, status)).rejects.toMatchObject({ kind: "not-found" });
  await expect(createDeployment(client, at, { ...wanted, sha: "e".repeat(40) })).rejects.toMatchObject({
    kind: "refused",
  });
}, 15_000);

function connect(github: GitHub, token = "t") {
  return createClient({ token, env: github.env, log: { info: () => {}, warn: () => {} } });
}
