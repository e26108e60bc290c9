import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { git, gitHolds } from "./git.ts";

/** What a remote has of earlier releases. */
export interface Published {
  /** Commits by tag, such as "v1.2.3". */
  readonly tags: ReadonlyMap<string, string>;
  /** The head of the version's branch; null where there is none yet. */
  readonly head: string | null;
}

const NOTHING: Published = { tags: new Map(), head: null };

const NAME = /^[\w.-]+$/;
const URL_OR_HOST = /^[a-z]+:\/\/|^[\w.-]+@/;

/** The address that git pushes to: a URL or path as given, or as the repository has it for a name; null for an unknown name. */
export function remoteAddress(root: string, remote: string): string | null {
  const key = `remote.${remote}.url`;
  const isName = NAME.test(remote) && !existsSync(resolve(root, remote));
  if (isName && !gitHolds(root, ["config", "--get", key])) return null;
  const address = isName ? git(root, ["config", "--get", key]) : remote;
  return URL_OR_HOST.test(address) ? address : resolve(root, address);
}

/** The tags of releases, and others that look like them, without their "v". */
export function releasedVersions({ tags }: Published): readonly string[] {
  return [...tags.keys()].filter((tag) => tag.startsWith("v")).map((tag) => tag.slice(1));
}

/** Asks the remote; nothing is published where there is none. Throws a Refusal where it cannot be asked. */
export function publishedAt(root: string, address: string | null, branch: string | null): Published {
  if (address === null) return NOTHING;
  const head = `refs/heads/${branch ?? ""}`;
  const lines = git(root, ["ls-remote", "--refs", address, "refs/tags/v*", head], pushCredentials(address)).split("\n");
  const refs = new Map(lines.filter((line) => line !== "").map((line) => [line.slice(41), line.slice(0, 40)]));
  const tags = [...refs]
    .filter(([ref]) => ref.startsWith("refs/tags/"))
    .map(([ref, sha]) => [ref.slice(10), sha] as const);
  return { tags: new Map(tags), head: refs.get(head) ?? null };
}

/**
 * The job's token for git's requests to GitHub, as environment: neither an argument nor a file ever holds it. Nothing without a
 * token, nor for any other server than the one that gave it.
 */
export function pushCredentials(address: string): Record<string, string> {
  const token = process.env["GITHUB_TOKEN"];
  const server = originOf(process.env["GITHUB_SERVER_URL"] ?? "https://github.com");
  if (token === undefined || token === "" || server === null || originOf(address) !== server) return {};
  const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
  return {
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: `http.${server}/.extraheader`,
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${basic}`,
  };
}

/** null for what is no address of an encrypted server. */
function originOf(address: string): string | null {
  const url = URL.parse(address);
  return url?.protocol === "https:" ? url.origin : null;
}
