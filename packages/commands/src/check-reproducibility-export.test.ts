import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { program, STEADY } from "../../../test/harness/check-program.ts";
import { serveJson } from "../../../test/harness/model-server/serve-json.ts";

test("a run is written to a tracking server", async () => {
  await using server = await serveJson(({ path }) => {
    if (path.includes("get-by-name")) return { body: { experiment: { experiment_id: "1" } } };
    return { body: path.endsWith("runs/create") ? { run: { info: { run_id: "r" } } } : {} };
  });
  await using space = await program(STEADY);
  expect((await space.check({ mlflow: server.url })).verdict).toBe("pass");
  expect(server.requests.at(-1)).toMatchObject({
    path: "/api/2.0/mlflow/runs/update",
    body: { run_id: "r", status: "FINISHED" },
  });
});

test("where the server refuses, the step is an error and the evidence still says what was found", async () => {
  await using server = await serveJson(() => ({ status: 403, body: { message: "not you" } }));
  await using space = await program(STEADY);
  const { verdict, reasonCode, headline, predicate, annotations, outputs } = await space.check({ mlflow: server.url });
  expect([verdict, reasonCode, predicate.verdict]).toEqual(["error", "export-failed", "pass"]);
  expect(headline).toContain(
    "1 output came out the same, bit for bit, in 2 runs. An MLflow run could not be written: ",
  );
  expect(headline).toContain(`${server.url}/api/2.0/mlflow/experiments/get-by-name answered 403: not you`);
  expect(annotations[0]).toMatchObject({ level: "error", message: expect.stringContaining("not you") });
  expect(outputs.files).toBe("1");
});

test("what cannot be written to a folder is an error likewise, and the rest is written", async () => {
  await using space = await program(STEADY);
  await writeFile(join(space.path, "mlruns"), "a file where a folder should be");
  const outcome = await space.check({ mlflow: "mlruns", openlineage: "lineage.json" });
  expect([outcome.reasonCode, outcome.predicate.verdict]).toEqual(["export-failed", "pass"]);
  expect(outcome.headline).not.toContain("OpenLineage");
});

test("an address that cannot be meant is refused before anything is run", async () => {
  await using space = await program(`fs.writeFileSync("out.json", "");`);
  await expect(space.check({ mlflow: "https://ada:lovelace@mlflow.invalid", isolation: "in-place" })).rejects.toThrow(
    "mlflow: an address such as",
  );
  expect(await readdir(space.path)).toEqual(["run.cjs"]);
});
