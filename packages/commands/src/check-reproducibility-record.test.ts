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

describe("a secret", () => {
  const secret = "hunter22hunter22";
  const environment = [`API_TOKEN=${secret}`];
  const told = (outcome: { statement: unknown; outputs: unknown }) =>
    JSON.stringify([outcome.statement, outcome.outputs]);

  test.each(["DB_PASS", "MYSQL_PWD", "SSH_PASSPHRASE", "GH_PAT", "SESSION_COOKIE"])(
    "is what %s holds",
    async (name) => {
      await using space = await program(STEADY);
      expect(told(await space.check({ environment: [`${name}=${secret}`] }))).not.toContain(secret);
    },
  );

  test("is what a URL with a password is", async () => {
    await using space = await program(STEADY);
    const url = `postgres://user:${secret}@host/db`;
    expect(told(await space.check({ environment: [`DATABASE_URL=${url}`] }))).not.toContain(secret);
  });

  test.each([
    [
      "a value that differs",
      `fs.writeFileSync("out.json", JSON.stringify(process.env.API_TOKEN + process.hrtime.bigint()))`,
    ],
    ["an output's name", `fs.writeFileSync("out-" + process.env.API_TOKEN, "" + process.hrtime.bigint())`],
    ["metrics that cannot be read", `fs.writeFileSync("out.json", "{ " + process.env.API_TOKEN)`],
  ])("is not told with %s", async (_, code) => {
    await using space = await program(code);
    const outcome = await space.check({ environment, metrics: ["out*"] });
    expect(told(outcome)).toContain("***");
    expect(told(outcome)).not.toContain(secret);
  });

  test("is not told with a parameter that repeats it, a number's digits included", async () => {
    await using space = await program(STEADY);
    const { predicate } = await space.check({
      environment: [...environment, "PIN_TOKEN=1234567890"],
      parameters: [`database=postgres://user:${secret}@host/db`, "pin=1234567890", "epochs=3"],
    });
    expect(predicate.record.parameters.map(({ value }) => value)).toEqual(["postgres://user:***@host/db", "***", 3]);
  });

  test("is not told in part where what was printed, or a value, is cut, nor line by line", async () => {
    const long = "abcdefgh12".repeat(1_000);
    await using printing = await program(`console.log(process.env.API_TOKEN); process.exit(1)`);
    expect(told(await printing.check({ environment: [`API_TOKEN=${long}`] }))).not.toContain("abcdefgh12");
    await using varying = await program(
      `fs.writeFileSync("out.json", JSON.stringify(process.env.API_TOKEN + process.hrtime.bigint()))`,
    );
    expect(told(await varying.check({ environment: [`API_TOKEN=${long}`] }))).not.toContain("abcdefgh12");
    await using lines = await program(
      `for (const line of process.env.API_TOKEN.split("\\n")) console.log("key: " + line); process.exit(1)`,
    );
    const key = ["-----BEGIN-----", "A1B2C3D4".repeat(8), "E5F6G7H8".repeat(8)].join("\n");
    expect(told(await lines.check({ environment: [`API_TOKEN=${key}`] }))).not.toMatch(/A1B2C3D4|E5F6G7H8/);
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
