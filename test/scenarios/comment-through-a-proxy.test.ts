import { expect, test } from "vitest";
import { startGitHub, startProxy } from "../harness/github/index.ts";
import { postReportStep } from "./post-report-step.ts";
import { behaviorEvidence, createWorkspace } from "./report-workspace.ts";

test("where the runner has a proxy, every request goes through it", async () => {
  await using github = await startGitHub();
  await using proxy = await startProxy(github.url);
  await using workspace = await createWorkspace(behaviorEvidence());
  const env = { GITHUB_API_URL: "http://api.github.test", http_proxy: proxy.url };
  const run = await postReportStep(github, workspace, { env });
  expect(run.outputs["comment"]).toBe("created");
  expect(github.state.comments).toHaveLength(1);
  expect(new Set(proxy.tunnels)).toEqual(new Set(["api.github.test:80"]));
});

test("no_proxy makes an exception", async () => {
  await using github = await startGitHub();
  await using proxy = await startProxy("http://127.0.0.1:9");
  await using workspace = await createWorkspace(behaviorEvidence());
  const run = await postReportStep(github, workspace, { env: { http_proxy: proxy.url, no_proxy: "127.0.0.1" } });
  expect(run.outputs["comment"]).toBe("created");
  expect(proxy.tunnels).toEqual([]);
});
