import { formatStatement, sha256, UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { exampleStatement, GOOD_RUN } from "../example-reproduction.ts";
import { type TrackingServer, trackRun } from "./track-run.ts";

type Answers = Readonly<Record<string, unknown>>;

/** A server that answers as is given, by path, and notes what it is told. An Error is thrown, a list answered in turn. */
function recording(given: Answers = {}) {
  const answers = new Map<string, unknown>(
    Object.entries({
      "experiments/get-by-name": { experiment: { experiment_id: "7" } },
      "runs/create": { run: { info: { run_id: "abc" } } },
      ...given,
    }),
  );
  const told: { readonly path: string; readonly body: unknown; readonly repeatable: boolean }[] = [];
  const answer = (path: string) => {
    const value = answers.get(path);
    const next: unknown = Array.isArray(value) ? value.shift() : value;
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next ?? {});
  };
  const server: TrackingServer = {
    find: async (path, query) => {
      told.push({ path, body: query, repeatable: true });
      const found = await answer(path);
      return found === "nothing" ? null : found;
    },
    send: (path, body, repeatable) => {
      told.push({ path, body, repeatable });
      return answer(path);
    },
  };
  return { server, told, paths: () => told.map(({ path }) => path) };
}

test("a run is created once, filled, and ended as finished, its evidence named by its digest", async () => {
  const { server, told, paths } = recording();
  const statement = exampleStatement();
  expect(await trackRun(statement, server)).toEqual({ experiment: "7", run: "abc" });
  expect(paths()).toEqual(["experiments/get-by-name", "runs/create", "runs/log-batch", "runs/update"]);
  expect(told.map(({ repeatable }) => repeatable)).toEqual([true, false, true, true]);
  expect(told[1]?.body).toEqual({
    experiment_id: "7",
    run_name: "digits ",
    start_time: Date.parse("2026-01-02T03:04:05.000Z"),
  });
  expect(told[2]?.body).toMatchObject({
    run_id: "abc",
    params: expect.arrayContaining([{ key: "lr", value: "0.0003" }]),
    metrics: expect.arrayContaining([{ key: "accuracy", value: 0.91, timestamp: 1767323105000 }]),
    tags: expect.arrayContaining([
      { key: "airworthy.evidence", value: `sha256:${sha256(formatStatement(statement))}` },
    ]),
  });
  expect(told[3]?.body).toEqual({ run_id: "abc", status: "FINISHED", end_time: 1767323105000 });
});

test("a command that could not be run is a run that failed", async () => {
  const { server, told } = recording();
  await trackRun(exampleStatement({ runs: [{ ...GOOD_RUN, exitCode: 1 }], outputs: [] }), server);
  expect(told.at(-1)?.body).toMatchObject({ status: "FAILED" });
});

test("an experiment that is not there is made, also where another makes it at the same time", async () => {
  const found = { experiment: { experiment_id: "9" } };
  const made = recording({ "experiments/get-by-name": "nothing", "experiments/create": { experiment_id: "8" } });
  expect(await trackRun(exampleStatement(), made.server)).toMatchObject({ experiment: "8" });
  const raced = recording({
    "experiments/get-by-name": ["nothing", found],
    "experiments/create": new UserError("it exists"),
  });
  expect(await trackRun(exampleStatement(), raced.server)).toMatchObject({ experiment: "9" });
  const refused = recording({ "experiments/get-by-name": "nothing", "experiments/create": new UserError("not you") });
  await expect(trackRun(exampleStatement(), refused.server)).rejects.toThrow("not you");
});

test("a run that cannot be filled is left as failed, and the server's own words are told", async () => {
  const { server, told } = recording({ "runs/log-batch": new UserError("the disk is full") });
  await expect(trackRun(exampleStatement(), server)).rejects.toThrow("the disk is full");
  expect(told.at(-1)).toMatchObject({ path: "runs/update", body: { status: "FAILED" } });
  const dead = recording({ "runs/log-batch": new UserError("gone"), "runs/update": new UserError("gone too") });
  await expect(trackRun(exampleStatement(), dead.server)).rejects.toThrow(/^gone$/);
});

test.each([{}, { run: { info: { run_id: "../x" } } }, { run: { info: { run_id: 3 } } }, null, "hello"])(
  "an answer that is none of MLflow's is refused: %j",
  async (answer) => {
    const { server } = recording({ "runs/create": [answer] });
    await expect(trackRun(exampleStatement(), server)).rejects.toThrow(
      "the tracking server's answer to runs/create is not valid",
    );
  },
);
