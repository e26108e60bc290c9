import { parseRepository, type Repository, readSource } from "@airworthy/github";
import type { Ports } from "@airworthy/runtime";

/** A repository, or why there is none to ask for. */
export type FoundRepository =
  | { readonly repository: Repository; readonly why: null }
  | { readonly repository: null; readonly why: string };

const HERE = "github.com";
/** git's own form: user@host:owner/name. What has a slash before its colon is a path. */
const SHORT = /^(?:[^@/:]+@)?(?<host>[^@/:]+):\/?(?<path>[^/].*)$/;
const PATH = /^\/*(?<owner>[A-Za-z0-9_-]{1,39})\/(?<name>[A-Za-z0-9._-]{1,100}?)(?:\.git)?\/?$/;
const REMOTES = ["https:", "http:", "ssh:", "git:", "git+ssh:", "git+https:"];

/** The repository at GitHub: the one that was named, that of the run, or that of the remote `origin` where it is the server that is asked. */
export async function findRepository(named: string | undefined, { env, cwd }: Ports): Promise<FoundRepository> {
  if (named !== undefined) return found(parseRepository(named, "--repository"));
  const ofRun = env["GITHUB_REPOSITORY"];
  if (ofRun) return found(parseRepository(ofRun, "GITHUB_REPOSITORY"));
  const remote = (await readSource(cwd, env))?.remote ?? null;
  if (remote === null) return none("nothing says which repository it is");
  const { host, path } = placeOf(remote);
  const server = serverOf(env);
  if (server === null)
    return none("GITHUB_SERVER_URL names a server, and GITHUB_API_URL does not say where its API is");
  const { owner, name } = PATH.exec(path)?.groups ?? {};
  if (host !== server || owner === undefined || name === undefined) {
    return none(`the remote origin is no repository of ${server}`);
  }
  return found({ owner, repo: name });
}

function found(repository: Repository): FoundRepository {
  return { repository, why: null };
}

function none(why: string): FoundRepository {
  return { repository: null, why };
}

/** The host of a remote's address and what is below it; an empty host for what is on this machine. */
function placeOf(remote: string): { readonly host: string; readonly path: string } {
  if (remote.includes("://")) {
    if (!URL.canParse(remote)) return { host: "", path: "" };
    const { protocol, hostname, pathname } = new URL(remote);
    return REMOTES.includes(protocol) ? { host: hostOf(hostname), path: pathname } : { host: "", path: "" };
  }
  const { host = "", path = "" } = SHORT.exec(remote)?.groups ?? {};
  return { host: hostOf(host), path };
}

/** ssh.github.com takes ssh on the port of https: https://docs.github.com/authentication/troubleshooting-ssh/using-ssh-over-the-https-port */
function hostOf(name: string): string {
  return name.toLowerCase().replace(/^ssh\.github\.com$/, HERE);
}

/** The host of the server whose API is asked; null where GITHUB_SERVER_URL is another one than github.com, and nothing says where its API is. */
function serverOf({ GITHUB_SERVER_URL: server, GITHUB_API_URL: api }: Ports["env"]): string | null {
  if (server && URL.canParse(server)) {
    const { hostname } = new URL(server);
    return hostname === HERE || api ? hostname : null;
  }
  // api.github.com, api.NAME.ghe.com, or NAME/api/v3 of a server of one's own.
  return api && URL.canParse(api) ? new URL(api).hostname.replace(/^api\./, "") : HERE;
}
