import { access, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { allInputs } from "@airworthy/runtime";
import { describe, expect, test } from "vitest";
import { defaults, program, STEADY } from "../../../test/harness/check-program.ts";
import { checkReproducibility } from "./check-reproducibility.ts";

const IS_WINDOWS = process.platform === "win32";

describe("the environment", () => {
  test("holds what is pinned and what is given, and no secret of the surroundings", async () => {
    await using space = await program(`fs.writeFileSync("out.json", JSON.stringify(process.env));`);
    Object.assign(space.env, { GITHUB_TOKEN: "ghs_secret", INPUT_KEY: "secret", API_TOKEN: "passed-on" });
    const { predicate } = await space.check({ keep: "kept", environment: ["API_TOKEN", "MODE=fast"] });
    const seen: unknown = JSON.parse(await readFile(join(space.path, "kept", "out.json"), "utf8"));
    expect(seen).toMatchObject({ TZ: "UTC", PYTHONHASHSEED: "0", MODE: "fast", API_TOKEN: "passed-on" });
    expect(seen).not.toHaveProperty("GITHUB_TOKEN");
    expect(seen).not.toHaveProperty("INPUT_KEY");
    const recorded = new Map(predicate.environment.map(({ name, value }) => [name, value]));
    expect([recorded.get("API_TOKEN"), recorded.get("PATH"), recorded.get("MODE")]).toEqual([null, null, "fast"]);
  });

  test("gives no secret away in what a failed run printed, nor in the command", async () => {
    await using space = await program(
      `console.log(process.env.API_TOKEN, process.argv[2], process.cwd()); process.exit(1)`,
    );
    const command = JSON.stringify([process.execPath, "run.cjs", "hunter22"]);
    const { statement } = await space.check({ command, environment: ["API_TOKEN=hunter22"] });
    expect(JSON.stringify(statement)).not.toContain("hunter22");
    expect(JSON.stringify(statement)).not.toContain("airworthy-runs-");
  });
});

test("the record names parameters, metrics, data, lock files, programs and the machine", async () => {
  await using space = await program(`${STEADY} fs.writeFileSync("out-metrics.json", '{"accuracy": 0.9}');`);
  await writeFile(join(space.path, "data.csv"), "a\n");
  await writeFile(join(space.path, "package-lock.json"), "{}");
  Object.assign(space.env, process.env);
  const { predicate } = await space.check({
    data: ["data.csv"],
    metrics: ["out-metrics.json"],
    parameters: ["learning-rate=3e-4"],
    image: "python:3.13",
  });
  const { record } = predicate;
  expect(record.parameters).toEqual([{ name: "learning-rate", value: 3e-4 }]);
  expect(record.metrics).toEqual([{ name: "accuracy", value: 0.9 }]);
  // sha256sum of "a\n" and of "{}".
  expect([record.data, record.lockFiles]).toEqual([
    [{ name: "data.csv", sha256: "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7" }],
    [{ name: "package-lock.json", sha256: "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a" }],
  ]);
  expect(record.programs.map(({ name }) => name)).toContain("node");
  expect(record.machine).toMatchObject({ os: process.platform, arch: process.arch });
  expect(record.image).toBe("python:3.13");
});

test("a link to a folder outside is copied as the link that it is", async () => {
  if (IS_WINDOWS) return;
  await using space = await program(STEADY);
  await symlink("/", join(space.path, "everything"));
  expect((await space.check()).verdict).toBe("pass");
});

test("every input has a description, and the defaults are those of the definition", () => {
  expect(Object.keys(allInputs(checkReproducibility))).toEqual(expect.arrayContaining(Object.keys(defaults())));
});

test("what other tools read is written where it is asked for", async () => {
  await using space = await program(STEADY);
  await space.check({ mlflow: "mlruns", openlineage: "lineage.json" });
  const event: unknown = JSON.parse(await readFile(join(space.path, "lineage.json"), "utf8"));
  expect(event).toMatchObject({ eventType: "COMPLETE", outputs: [{ name: "out.json" }] });
  const [experiment = ""] = await readdir(join(space.path, "mlruns"));
  await access(join(space.path, "mlruns", experiment, "meta.yaml"));
  // The second finds the first's, and neither is copied into a run.
  expect((await space.check({ mlflow: "mlruns", openlineage: "lineage.json" })).verdict).toBe("pass");
});
