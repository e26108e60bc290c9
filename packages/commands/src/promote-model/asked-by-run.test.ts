import { expect, test } from "vitest";
import { HEAD_SHA } from "../../../../test/harness/github/index.ts";
import { commentPlace } from "../../../../test/harness/promotion/comment-place.ts";
import { recordsFolder } from "../../../../test/harness/promotion/records-place.ts";
import { askedByRun } from "./asked-by-run.ts";
import type { PromoteInputs } from "./inputs.ts";

const ON = "2026-03-02T08:00:00Z";

test("a run is asked for by who started it at first, when it was started at first", async () => {
  const asked = await askedBy({ login: "ann" });
  expect(asked).toMatchObject({
    id: "run-1000-promote-ranker-staging-pull-7",
    actor: "ann",
    isBot: false,
    pullRequest: 7,
  });
  await expect(asked.words()).resolves.toEqual({ kind: "run", author: "@ann", on: ON, isEdited: false });
});

test("who runs it again is told from who started it, by GitHub and by the environment", async () => {
  for (const way of [{ againBy: "eve" }, { env: { GITHUB_TRIGGERING_ACTOR: "eve" } }]) {
    const asked = await askedBy({ login: "ann", ...way });
    expect(asked.actor).toBe("eve");
    await expect(asked.words()).resolves.toMatchObject({ author: "@ann" });
  }
});

test("a bot is one", async () => {
  await expect(askedBy({ login: "release[bot]" })).resolves.toMatchObject({ actor: "release[bot]", isBot: true });
});

test("each stage and each package of a run is a request of its own, unless it is named", async () => {
  await expect(askedBy({ login: "ann" }, { stage: "production", version: "2.0.0" })).resolves.toMatchObject({
    id: "run-1000-promote-ranker-production-2.0.0-pull-7",
  });
  await expect(askedBy({ login: "ann" }, { package: "sha256:12", "pull-request": "8" })).resolves.toMatchObject({
    id: "run-1000-promote-ranker-staging-sha256:12-pull-8",
  });
  await expect(askedBy({ login: "ann" }, { request: "mine" })).resolves.toMatchObject({ id: "mine" });
});

test("a pull request is a number", async () => {
  await expect(askedBy({ login: "ann" }, { "pull-request": "7x" })).rejects.toThrow(/the number of a pull request/);
});

test("in a workflow nobody asks without a run", async () => {
  for (const id of ["", "0", "x"]) {
    await expect(askedBy({ login: "ann", env: { GITHUB_RUN_ID: id } })).rejects.toThrow("GITHUB_RUN_ID");
  }
});

test("a command line is asked for by its user, now", async () => {
  await using folder = await recordsFolder();
  const place = { ...folder.place, ports: { ...folder.place.ports, env: { USER: "ann" } } };
  const asked = await askedByRun(place);
  expect(asked).toMatchObject({ actor: "ann", isBot: false, url: null, pullRequest: null });
  await expect(asked.words()).resolves.toMatchObject({ kind: "run", author: "@ann" });
});

async function askedBy(
  run: { readonly login: string; readonly againBy?: string; readonly env?: Readonly<Record<string, string>> },
  inputs: Partial<PromoteInputs> = {},
) {
  const { env = {}, ...started } = run;
  const given = { task: "promote", stage: "staging", "pull-request": "7", ...inputs } as const;
  await using at = await commentPlace(given);
  const common = { event: "workflow_dispatch", headSha: HEAD_SHA, headRef: "main", createdAt: ON };
  at.github.state.runs.push({ ...common, id: 1000, ...started });
  const ports = { ...at.place.ports, env: { ...at.place.ports.env, GITHUB_RUN_ID: "1000", ...env } };
  return await askedByRun({ ...at.place, ports });
}
