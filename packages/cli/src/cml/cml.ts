import { UserError } from "@airworthy/evidence";
import type { DropIn, Translation } from "@airworthy/runtime";
import { readWords } from "./read-words.ts";

/**
 * `cml comment create`, `cml comment update` and the older `cml send-comment`, as `post-comment`. What CML would upload is
 * not uploaded, and its visible watermark is not written: https://github.com/iterative/cml
 */
export const cml: DropIn = {
  name: "cml",
  summary: "What CML's `cml comment create`, `cml comment update` and `cml send-comment` say, as post-comment.",
  translate(argv, env): Translation {
    // Flags first: CML takes them before the command too, and what is a flag's value is no word to be told of.
    const { flags, others: words } = readWords(argv);
    if (flags.get("help") === "true") return { argv: ["post-comment", "--help"], env, warnings: [] };
    refuse(flags, env);
    const { isUpdate, others } = commandOf(words);
    const [file, ...more] = others;
    if (file === undefined || more.length > 0) {
      throw new UserError(`cml comment: ${others.length} files were given; one Markdown file is allowed`);
    }
    const title = flags.get("watermark-title") ?? "";
    const update = isUpdate || flags.get("update") === "true";
    return {
      argv: [
        "post-comment",
        `--file=${file}`,
        `--target=${targetOf(flags)}`,
        ...(title.trim() === "" ? [] : [`--title=${title}`]),
        ...(flags.has("artifact") ? [`--artifact=${flags.get("artifact")}`] : []),
        update ? "--update" : "--no-update",
        ...["json", "quiet"].filter((name) => flags.get(name) === "true").map((name) => `--${name}`),
      ],
      env: withToken(env),
      warnings: warningsOf(flags, env),
    };
  },
};

type Flags = ReadonlyMap<string, string>;
type Env = Translation["env"];

const GITHUB = "https://github.com";
const UPLOADS = ["publish", "publish-url", "publish-native"];
/** What CML would take settings from: a command's, and those of all commands. */
const UNREAD = /^CML_(?:(?:SEND_)?COMMENT_.|(?:DRIVER|DRIVER_TOKEN|LOG|REPO|TOKEN)$)/;
/** An address as git's and scp's: the path after a colon, and no scheme. */
const SCP = /^([\w.-]+@[\w.-]+):(?!\/\/)(.+)$/;
const COMMANDS = "cml comment create, cml comment update and cml send-comment";

function commandOf(words: readonly string[]): { readonly isUpdate: boolean; readonly others: readonly string[] } {
  const [first, second, ...rest] = words;
  if (first === "send-comment") return { isUpdate: false, others: words.slice(1) };
  if (first === "comment" && (second === "create" || second === "update")) {
    return { isUpdate: second === "update", others: rest };
  }
  const given = words.slice(0, 2).join(" ");
  throw new UserError(`cml ${given === "" ? "(nothing)" : given}: not understood; ${COMMANDS} are`);
}

/** What cannot be done here is said, not left out. */
function refuse(flags: Flags, env: Env): void {
  const driver = flags.get("driver") ?? "github";
  if (driver !== "github") throw new UserError(`--driver: ${JSON.stringify(driver)} was given; github is allowed`);
  if (flags.has("driver-token")) {
    throw new UserError("--token: a secret is not taken from the command line", {
      remedy: "Set GITHUB_TOKEN or REPO_TOKEN in the step's `env`; the job's own token will do.",
    });
  }
  if (flags.get("watch") === "true" || flags.has("trigger-file")) {
    throw new UserError("--watch: a file is not watched here", {
      remedy: "Run `cml comment update` again after each step that changes the file.",
    });
  }
  const repository = flags.get("repo");
  if (repository !== undefined && !isOwn(repository, env)) {
    // Not shown: an address may hold a password.
    throw new UserError("--repo: another repository was given; the workflow's own repository is allowed", {
      remedy: "The job's token writes to no other. Leave it out.",
    });
  }
}

/** What is done differently, and what is said in vain. */
function warningsOf(flags: Flags, env: Env): readonly string[] {
  const uploads = UPLOADS.filter((name) => (flags.get(name) ?? "false") !== "false");
  const unread = Object.keys(env).filter((name) => UNREAD.test(name));
  return [
    ...(uploads.length === 0 ? [] : [`--${uploads.join(", --")}: nothing is uploaded here, words stand for pictures`]),
    ...(unread.length === 0
      ? []
      : [`${unread.sort().join(", ")}: not read here; give the flag, a token as REPO_TOKEN`]),
    ...(isHead(flags) ? ["HEAD: the commit that the event is about is taken"] : []),
  ];
}

/** Of `https://host/owner/name`, `ssh://git@host/owner/name`, `git@host:owner/name` and a plain `owner/name`. */
function isOwn(repository: string, { GITHUB_REPOSITORY: own = "", GITHUB_SERVER_URL: server }: Env): boolean {
  const [, login = "", path] = SCP.exec(repository) ?? [];
  const url = parseUrl(path === undefined ? repository : `ssh://${login}/${path}`);
  const ownHost = parseUrl(server || GITHUB)?.hostname;
  if (url !== null && url.hostname.toLowerCase() !== ownHost) return false;
  const name = (url === null ? repository : url.pathname.slice(1)).replace(/\/+$/, "").replace(/\.git$/, "");
  return own !== "" && name.toLowerCase() === own.toLowerCase();
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

/** Of CML's earlier versions, and of scripts that still say it: the event's commit, not the branch's that GitHub would take. */
function isHead(flags: Flags): boolean {
  return [flags.get("target"), `commit/${flags.get("commit-sha")}`].some((target) =>
    /^commit\/head$/i.test(target ?? ""),
  );
}

function targetOf(flags: Flags): string {
  const sha = flags.get("commit-sha");
  const given = [
    ...(flags.has("target") ? [flags.get("target") ?? ""] : []),
    ...(flags.get("pr") === "true" ? ["pr"] : []),
    ...(sha === undefined ? [] : [`commit/${sha}`]),
  ];
  // CML refuses these too.
  if (given.length > 1) throw new UserError("--target, --pr and --commit-sha: one of them is allowed");
  return isHead(flags) ? "commit" : (given[0] ?? "auto").toLowerCase();
}

/** CML takes the first of these that is set. */
function withToken(env: Env): Env {
  const token = env["REPO_TOKEN"] || env["repo_token"] || env["GITHUB_TOKEN"];
  return { ...env, GITHUB_TOKEN: token };
}
