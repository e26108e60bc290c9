import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type MirroredVersion, mirrorAlias, readAliases, removeAlias } from "@airworthy/promotion";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTrackingAddress } from "../../packages/commands/src/check-reproducibility/tracking-address.ts";
import { openTrackingServer } from "../../packages/commands/src/check-reproducibility/tracking-server.ts";
import { checkModelName } from "../../packages/promotion/src/mlflow/names.ts";
import { versionFilter } from "../../packages/promotion/src/mlflow/version-filter.ts";
import { conforms } from "../harness/conforms.ts";
import { pythonVersion } from "../harness/peer-versions.ts";
import { silentPorts } from "../harness/silent-ports.ts";
import { MLFLOW_START, type MlflowServer, startMlflow } from "./model-servers/start-mlflow.ts";

const run = promisify(execFile);

let folder: string;
let mlflow: MlflowServer;
let server: ReturnType<typeof openTrackingServer>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "airworthy-aliases-"));
  mlflow = await startMlflow(folder);
  server = openTrackingServer(readTrackingAddress(mlflow.url, {}), silentPorts(folder));
}, MLFLOW_START);

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await mlflow?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** A package whose digest is made of one digit. */
function version(number: string, digit: string): MirroredVersion {
  const digest = `sha256:${digit.repeat(64)}`;
  return { digest, version: number, source: `oci://ghcr.io/acme/ranker@${digest}` };
}

const FIRST = version("1.0.0", "1");
const SECOND = version("2.0.0-rc.1+build.7", "2");

async function python(script: string, ...given: readonly string[]): Promise<unknown> {
  const path = join(import.meta.dirname, "mlflow-aliases", script);
  const { stdout } = await run(mlflow.python, [path, ...given], { cwd: folder, maxBuffer: 2 ** 26 });
  return JSON.parse(stdout.trim().split("\n").at(-1) || "null");
}

/** The model as MLflow's own client knows it. */
function read(model: string): Promise<unknown> {
  return python("read_model.py", mlflow.url, model);
}

/** What MLflow's client is to say of a version with that alias. */
function held(alias: string, number: string, { digest, version: semver, source }: MirroredVersion) {
  const tags = { "airworthy.digest": digest, "airworthy.version": semver, "airworthy.source": source };
  return { alias, version: number, source, tags };
}

test("MLflow's client sees what is mirrored, moved, gone back from and taken away; what is done twice changes nothing", async () => {
  const model = "ranker";
  const production = { server, model, alias: "production" };
  const mirror = (to: MirroredVersion) => mirrorAlias({ ...production, version: to });
  expect(await removeAlias(production)).toMatchObject({ version: null, changed: false });
  expect(await read(model)).toBeNull();

  expect(await mirror(FIRST)).toEqual({ model, alias: "production", version: "1", changed: true });
  expect(await read(model)).toEqual({ name: model, aliases: [held("production", "1", FIRST)] });
  expect(await mirror(FIRST)).toMatchObject({ version: "1", changed: false });

  expect(await mirrorAlias({ ...production, alias: "staging", version: SECOND })).toMatchObject({ version: "2" });
  expect(await mirror(SECOND)).toMatchObject({ version: "2", changed: true });
  const both = [held("production", "2", SECOND), held("staging", "2", SECOND)];
  expect(await read(model)).toEqual({ name: model, aliases: both });

  expect(await mirror(FIRST)).toMatchObject({ version: "1", changed: true });
  expect(await readAliases(model, server)).toEqual([
    { alias: "production", version: "1" },
    { alias: "staging", version: "2" },
  ]);
  expect(await removeAlias(production)).toMatchObject({ version: null, changed: true });
  expect(await removeAlias(production)).toMatchObject({ version: null, changed: false });
  expect(await read(model)).toEqual({ name: model, aliases: [held("staging", "2", SECOND)] });
});

test("a package without a version, or at an address that MLflow would not fetch from, is one all the same", async () => {
  const release = "https://github.com/acme/ranker/releases/tag/v3.0.0";
  const { digest } = version("3.0.0", "3");
  const place = { server, model: "released", alias: "production" };
  await mirrorAlias({ ...place, version: { digest, version: null, source: release } });
  const source = `airworthy:/sha256/${"3".repeat(64)}`;
  const tags = { "airworthy.digest": digest, "airworthy.source": release };
  expect(await read("released")).toEqual({
    name: "released",
    aliases: [{ alias: "production", version: "1", source, tags }],
  });
});

test.each([
  ...[
    "it's",
    'a "b"',
    '"it\'s"',
    "x' OR name != 'y",
    "q\\",
    "\\' OR name != '",
    " a ",
    "é😀",
    "__proto__",
    "%",
    "a;b--",
  ],
  "😀".repeat(256),
])("a model of any name has its own version, by exactly that name: %s", async (model) => {
  const place = { server, model, alias: "production", version: FIRST };
  expect(await mirrorAlias(place)).toMatchObject({ version: "1", changed: true });
  expect(await mirrorAlias(place)).toMatchObject({ version: "1", changed: false });
  expect(await read(model)).toEqual({ name: model, aliases: [held("production", "1", FIRST)] });
  await agrees("MLflow's server", "models of odd names have their own versions and aliases", 1);
});

async function agrees(peer: string, claim: string, cases: number): Promise<void> {
  const version = await pythonVersion(mlflow.python, "mlflow-skinny");
  conforms({ area: "Records and promotions", claim, peer, version, cases });
}

test("MLflow's own reader of filters finds in each the name and the digest that it is about", async () => {
  const parts = fc.constantFrom("'", '"', "\\", "''", '\\"', " AND ", "$$", "/*", "*/", "--", ";", "`", "a", "😀", " ");
  const joined = fc.array(parts, { minLength: 1, maxLength: 12 }).map((all) => all.join(""));
  const names = fc.sample(fc.oneof(fc.string({ unit: "binary", minLength: 1 }), joined), 2_000).filter(isModelName);
  expect(names.length).toBeGreaterThan(500);
  const file = join(folder, "filters.json");
  await writeFile(file, JSON.stringify(names.map((name) => versionFilter(name, FIRST.digest))));
  const ofDigest = ["tag", "airworthy.digest", "=", FIRST.digest];
  const canBeQuoted = (name: string) => !(name.includes("\\") || (name.includes("'") && name.includes('"')));
  expect(await python("parse_filters.py", file)).toEqual(
    names.map((name) => (canBeQuoted(name) ? [["attribute", "name", "=", name], ofDigest] : [ofDigest])),
  );
  await agrees("MLflow", "filters that its own parser reads as they were meant", names.length);
});

function isModelName(name: string): boolean {
  try {
    checkModelName(name);
    return true;
  } catch {
    return false;
  }
}

describe("what MLflow refuses", () => {
  /** What the server answers without our looking at it before. */
  async function refusal(path: string, body: object): Promise<unknown> {
    const response = await fetch(`${mlflow.url}/api/2.0/mlflow/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return [response.status, await response.json()];
  }
  const invalid = [400, expect.objectContaining({ error_code: "INVALID_PARAMETER_VALUE" })];

  test.each(["latest", "Latest", "v1", "V20", "a b", "a.b", "a/b"])("we refuse before: the alias %s", async (alias) => {
    const place = { server, model: "strict", alias, version: FIRST };
    await mirrorAlias({ ...place, alias: "production" });
    await expect(mirrorAlias(place)).rejects.toThrow("cannot be an alias in MLflow");
    expect(await refusal("registered-models/alias", { name: "strict", alias, version: "1" })).toEqual(invalid);
    await agrees("MLflow's server", "names that it refuses are refused before it is asked", 1);
  });

  test.each(["a/b", "a:b", "..", "..a", "  "])("we refuse before: the model %j", async (model) => {
    await expect(mirrorAlias({ server, model, alias: "production", version: FIRST })).rejects.toThrow(
      "cannot be a registered model in MLflow",
    );
    expect(await refusal("registered-models/create", { name: model })).toEqual(invalid);
    await agrees("MLflow's server", "names that it refuses are refused before it is asked", 1);
  });

  test("a prompt is left as it is", async () => {
    await python("make_prompt.py", mlflow.url, "greeting");
    await expect(mirrorAlias({ server, model: "greeting", alias: "production", version: FIRST })).rejects.toThrow(
      '"greeting" is a prompt in MLflow',
    );
  });

  test("an address without a registry is told", async () => {
    const elsewhere = readTrackingAddress(`${mlflow.url}/elsewhere`, {});
    await using lost = openTrackingServer(elsewhere, silentPorts(folder));
    const place = { server: lost, model: "ranker", alias: "production" };
    await expect(removeAlias(place)).rejects.toThrow(/\/elsewhere has no model registry of MLflow/);
  });
});
