import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { CredentialSource, Credentials } from "./credentials.ts";
import type { RegistryReference } from "./reference.ts";

/** The key under which `docker login` keeps Docker Hub. */
const DOCKER_HUB_KEY = "https://index.docker.io/v1/";
const CONFIG_BYTES = 1024 * 1024;

/** https://github.com/docker/cli/blob/master/cli/config/types/authconfig.go */
const entrySchema = v.object({
  auth: v.optional(v.string()),
  username: v.optional(v.string()),
  password: v.optional(v.string()),
  identitytoken: v.optional(v.string()),
  registrytoken: v.optional(v.string()),
});

const configSchema = v.object({
  auths: v.optional(v.record(v.string(), entrySchema), {}),
  credHelpers: v.optional(v.record(v.string(), v.string()), {}),
  credsStore: v.optional(v.string()),
});

type Entry = v.InferOutput<typeof entrySchema>;

/** What the configuration file of Docker or Podman holds for a registry. Throws a UserError that shows nothing of it. */
export async function readDockerConfig(reference: RegistryReference, source: CredentialSource): Promise<Credentials> {
  const { env, home } = source;
  const path = env["REGISTRY_AUTH_FILE"] || join(env["DOCKER_CONFIG"] || join(home, ".docker"), "config.json");
  const text = await readConfig(path);
  if (text === null) return { kind: "none", hint: null };
  const config = parseConfig(text, path);
  const keys = keysOf(reference);
  const auths = new Map(Object.entries(config.auths));
  const entry = keys.map((key) => auths.get(key)).find((candidate) => candidate !== undefined);
  const credentials = entry === undefined ? null : fromEntry(entry, path);
  if (credentials !== null) return credentials;
  const helpers = new Map(Object.entries(config.credHelpers));
  const helper = keys.map((key) => helpers.get(key)).find(Boolean) ?? (entry && config.credsStore);
  return { kind: "none", hint: helper ? helperHint(reference.host, path) : null };
}

/** The most particular first: Podman keeps logins for a part of a registry too. */
function keysOf({ host, name }: RegistryReference): string[] {
  const parts = name.split("/");
  const places = parts.map((_, index) => [host, ...parts.slice(0, parts.length - index)].join("/"));
  const keys = [...places, host, `https://${host}`, `https://${host}/`, `http://${host}`];
  return host === "docker.io" ? [...keys, DOCKER_HUB_KEY, "index.docker.io"] : keys;
}

function fromEntry(entry: Entry, path: string): Credentials | null {
  if (entry.identitytoken) return { kind: "identity-token", token: checked(entry.identitytoken, path) };
  if (entry.registrytoken) return { kind: "registry-token", token: checked(entry.registrytoken, path) };
  const text = entry.auth ? Buffer.from(entry.auth, "base64").toString("utf8") : "";
  const colon = text.indexOf(":");
  const username = colon < 0 ? entry.username : text.slice(0, colon);
  // Docker pads what it keeps with zero bytes.
  const password = colon < 0 ? entry.password : text.slice(colon + 1).replace(/\0+$/, "");
  if (entry.auth && colon < 0) throw unusable(path, "an `auth` is not the Base64 of user:password");
  if (!username || !password) return null;
  return { kind: "password", username: checked(username, path), password: checked(password, path) };
}

function checked(secret: string, path: string): string {
  if (/[\p{Cc}]/u.test(secret)) throw unusable(path, "credentials hold a control character");
  return secret;
}

async function readConfig(path: string): Promise<string | null> {
  try {
    const text = await readFile(path, "utf8");
    if (text.length > CONFIG_BYTES) throw unusable(path, `it has more than ${CONFIG_BYTES} bytes`);
    return text;
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
    throw unusable(path, `it cannot be read (${String(error.code)})`);
  }
}

/** Neither JSON's complaint nor the shape's goes on: both quote what is there. */
function parseConfig(text: string, path: string): v.InferOutput<typeof configSchema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unusable(path, "it is not JSON");
  }
  const result = v.safeParse(configSchema, value);
  if (result.success) return result.output;
  throw unusable(path, "`auths`, `credHelpers` or `credsStore` is not as Docker writes it");
}

function unusable(path: string, problem: string): UserError {
  return new UserError(`the registry logins in ${path} cannot be used: ${problem}`, {
    remedy: "Log in anew with `docker login`, or give the credentials as inputs.",
  });
}

function helperHint(host: string, path: string): string {
  return (
    `${path} leaves the login for ${host} to a credential helper, which is not run. Give the credentials as inputs, or ` +
    "log in where no helper is configured, as docker/login-action does."
  );
}
