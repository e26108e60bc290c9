import { UserError } from "@airworthy/evidence";
import type { DropIn, Translation } from "@airworthy/runtime";
import { readWords } from "./read-words.ts";

/**
 * `cml comment create`, `cml comment update` and the older `cml send-comment`, as `post-comment`. What CML would upload is
 * not uploaded, and its visible watermark is not written: https://github.com/iterative/cml
 */
export const cml: DropIn = {
  name: "cml",
  translate(argv, env): Translation {
    // Flags first: CML takes them before the command too, and what is a flag's value is no word to be told of.
    const { flags, others: words } = readWords(argv);
    const warnings: string[] = [];
    if (flags.get("help") === "true") return { argv: ["post-comment", "--help"], env, warnings };
    refuse(flags, env);
    const { isUpdate, others } = commandOf(words);
    const [file, ...more] = others;
    if (file === undefined || more.length > 0) {
      throw new UserError(`cml comment: ${others.length} files were given; one Markdown file is allowed`);
    }
    const uploads = UPLOADS.filter((name) => (flags.get(name) ?? "false") !== "false");
    if (uploads.length > 0)
      warnings.push(`--${uploads.join(", --")}: nothing is uploaded here, words stand for pictures`);
    const unread = Object.keys(env).filter((name) => /^CML_(SEND_)?COMMENT_/.test(name));
    if (unread.length > 0) warnings.push(`${unread.sort().join(", ")}: not read here; give the flag`);
    const title = flags.get("watermark-title") ?? "";
    const update = isUpdate || flags.get("update") === "true";
    return {
      argv: [
        "post-comment",
        `--file=${file}`,
        `--target=${targetOf(flags)}`,
        ...(title.trim() === "" ? [] : [`--title=${title}`]),
        update ? "--update" : "--no-update",
        ...["json", "quiet"].filter((name) => flags.get(name) === "true").map((name) => `--${name}`),
      ],
      env: withToken(env),
      warnings,
    };
  },
};

type Flags = ReadonlyMap<string, string>;
type Env = Translation["env"];

const UPLOADS = ["publish", "publish-url", "publish-native"];
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
  if (repository !== undefined && nameOf(repository) !== env["GITHUB_REPOSITORY"]?.toLowerCase()) {
    // Not shown: an address may hold a password.
    throw new UserError("--repo: another repository was given; the workflow's own repository is allowed", {
      remedy: "The job's token writes to no other. Leave it out.",
    });
  }
}

/** Of an address or a plain owner/name. */
function nameOf(repository: string): string {
  const path = URL.canParse(repository) ? new URL(repository).pathname.slice(1) : repository;
  return path
    .replace(/\/+$/, "")
    .replace(/\.git$/, "")
    .toLowerCase();
}

function targetOf(flags: Flags): string {
  const sha = flags.get("commit-sha");
  const given = [
    ...(flags.has("target") ? [flags.get("target") ?? ""] : []),
    ...(flags.get("pr") === "true" ? ["pr"] : []),
    ...(sha === undefined ? [] : [`commit/${sha}`]),
  ];
  if (given.length > 1) throw new UserError("--target, --pr and --commit-sha: one of them is allowed");
  return (given[0] ?? "auto").toLowerCase();
}

/** CML takes the first of these that is set. */
function withToken(env: Env): Env {
  const token = env["REPO_TOKEN"] || env["repo_token"] || env["GITHUB_TOKEN"];
  return { ...env, GITHUB_TOKEN: token };
}
