import { mkdir, mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type CredentialSource, type Credentials, readCredentials } from "./credentials.ts";
import { parseRegistryReference } from "./reference.ts";

const NONE = { kind: "none", hint: null };
const base64 = (text: string) => Buffer.from(text).toString("base64");

/** The credentials for a reference, with a configuration file that holds `config`. */
async function read(text: string, config: unknown, source: Partial<CredentialSource> = {}): Promise<Credentials> {
  const reference = parseRegistryReference(text);
  if (reference === null) throw new Error(`${text} is no reference`);
  await using home = await mkdtempDisposable(join(tmpdir(), "airworthy-home-"));
  await mkdir(join(home.path, ".docker"));
  const written = typeof config === "string" ? config : JSON.stringify(config);
  if (config !== null) await writeFile(join(home.path, ".docker", "config.json"), written);
  return await readCredentials(reference, { env: {}, home: home.path, ...source });
}

test("Docker's login is found, a password with colons whole", async () => {
  const config = { auths: { "registry.acme.io": { auth: base64("me:a:b") } } };
  expect(await read("registry.acme.io/m:1", config)).toEqual({ kind: "password", username: "me", password: "a:b" });
  expect(await read("other.acme.io/m:1", config)).toEqual(NONE);
});

test("Docker Hub is found under its old address", async () => {
  const config = { auths: { "https://index.docker.io/v1/": { auth: base64("me:pw") } } };
  expect(await read("docker.io/acme/m:1", config)).toMatchObject({ username: "me" });
});

test("a login for a part of a registry comes before that for the whole", async () => {
  const auths = { "quay.io": { auth: base64("all:1") }, "quay.io/acme": { auth: base64("acme:2") } };
  expect(await read("quay.io/acme/m:1", { auths })).toMatchObject({ username: "acme" });
  expect(await read("quay.io/other/m:1", { auths })).toMatchObject({ username: "all" });
});

test("tokens are known as such", async () => {
  const auths = { "a.io": { auth: base64("<token>:"), identitytoken: "refresh" }, "b.io": { registrytoken: "bearer" } };
  expect(await read("a.io/m:1", { auths })).toEqual({ kind: "identity-token", token: "refresh" });
  expect(await read("b.io/m:1", { auths })).toEqual({ kind: "registry-token", token: "bearer" });
});

test.each([
  ["for all registries", { auths: { "a.io": {} }, credsStore: "desktop" }],
  ["for this one", { credHelpers: { "a.io": "ecr-login" } }],
])("a credential helper %s is not run, and that is said", async (_title, config) => {
  expect(await read("a.io/m:1", config)).toMatchObject({ kind: "none", hint: expect.stringContaining("not run") });
});

test("a credential store with nothing for the registry is no hint", async () => {
  expect(await read("a.io/m:1", { auths: { "b.io": {} }, credsStore: "desktop" })).toEqual(NONE);
});

test("what is given comes before the files; GitHub's registry needs no user name", async () => {
  const config = { auths: { "ghcr.io": { auth: base64("file:pw") } } };
  const env = { GITHUB_ACTOR: "octocat" };
  const given = { token: "given" };
  const own = { kind: "password", username: "octocat", password: "given" };
  expect(await read("ghcr.io/a/m:1", config, { given, env })).toEqual(own);
  expect(await read("ghcr.io/a/m:1", config, { env })).toMatchObject({ password: "pw" });
  await expect(read("ghcr.io.evil.example/a/m:1", null, { given, env })).rejects.toThrow("without a user name");
});

test("the workflow's token is used only where it is given", async () => {
  expect(await read("ghcr.io/a/m:1", null, { env: { GITHUB_TOKEN: "t" } })).toEqual(NONE);
});

test("REGISTRY_AUTH_FILE and DOCKER_CONFIG say where the file is", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-auth-"));
  const path = join(folder.path, "config.json");
  await writeFile(path, JSON.stringify({ auths: { "a.io": { auth: base64("there:pw") } } }));
  for (const env of [{ REGISTRY_AUTH_FILE: path }, { DOCKER_CONFIG: folder.path }]) {
    expect(await read("a.io/m:1", null, { env })).toMatchObject({ username: "there" });
  }
});

test.each([
  ["not JSON", '{"auths": {"a.io": {"auth": "c2VjcmV0OnNlY3JldA=="', /not JSON/],
  ["of another shape", { auths: { "a.io": "secret:secret" } }, /as Docker writes it/],
  ["with an auth that is none", { auths: { "a.io": { auth: base64("secret") } } }, /user:password/],
  ["with a line break in a password", { auths: { "a.io": { auth: base64("me:secret\nx: y") } } }, /control character/],
])("a file %s is an error that names it and shows nothing of it", async (_title, config, message) => {
  const problem = await read("a.io/m:1", config).catch((error: unknown) => error);
  expect(problem).toMatchObject({ name: "UserError", message: expect.stringMatching(message) });
  expect(String(problem)).toContain("config.json");
  expect(`${String(problem)} ${String(problem instanceof Error && problem.cause)}`).not.toMatch(/secret|c2VjcmV0/);
});

test("a token without a user name is an error, but for GitHub's registry", async () => {
  const given = { token: "t" };
  await expect(read("a.io/m:1", null, { given })).rejects.toThrow(/without a user name/);
  expect(await read("ghcr.io/a/m:1", null, { given })).toMatchObject({ username: "x-access-token" });
});
