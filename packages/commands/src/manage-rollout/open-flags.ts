import { resolve } from "node:path";
import { sha256, UserError } from "@airworthy/evidence";
import type { GitHubClient, Repository } from "@airworthy/github";
import type { TextChange, TextState, TextStore } from "@airworthy/refs";
import { FLAGS_FILE } from "@airworthy/rollout";
import type { Ports } from "@airworthy/runtime";
import { folderStore, readSmallFile } from "@airworthy/storage";
import { openStore } from "../history/open-store.ts";
import type { RolloutInputs } from "./inputs.ts";

/** A repository on GitHub, and who asks it. */
export interface Remote {
  readonly client: GitHubClient;
  readonly repository: Repository;
}

/** Where flags are, and what is planned of them. */
export interface FlagsPlace {
  readonly store: TextStore;
  /** The path of a file of the folder, as the store names it. */
  pathOf(file: string): string;
  /** The configuration's text; null where there is none. */
  configuration(state: TextState): Promise<string | null>;
  /** The text of a file that the configuration names, by its path from the root of the repository; null where there is none. */
  named(state: TextState, path: string): Promise<string | null>;
  /** Whether a move only counts once somebody has merged it. */
  readonly isProposal: boolean;
}

/** What every verb that moves flags asks for. */
export type FlagsInputs = Pick<RolloutInputs, "branch" | "propose" | "config" | "folder">;

const MOST_CONFIGURATION_BYTES = 4 * 1024 * 1024;
const BRANCHES = "refs/heads/";
const MOST_SLUG = 120;
const BRANCH_DIGITS = 8;

/** The place that the inputs name: files, a branch, or pull requests to a branch. Throws a UserError where that cannot be. */
export async function openFlags(
  { branch, propose, config, folder }: FlagsInputs,
  remote: Remote | null,
  ports: Ports,
): Promise<FlagsPlace> {
  if (branch === undefined) {
    if (propose) throw new UserError("propose was given without branch", { remedy: "Name the branch to propose to." });
    return {
      store: folderStore({ location: resolve(ports.cwd, folder), shown: folder }),
      pathOf: (file) => file,
      configuration: () => readSmallFile(resolve(ports.cwd, config), config),
      named: (_, path) => readSmallFile(resolve(ports.cwd, path), path),
      isProposal: false,
    };
  }
  const ref = branch.startsWith("refs/") ? branch : BRANCHES + branch;
  const root = repositoryPath("folder", folder);
  const configuration = repositoryPath("config", config);
  return {
    store: existing(propose ? await proposals(ref, remote) : await openStore(ref, remote, ports), config),
    pathOf: (file) => `${root}/${file}`,
    configuration: (state) => state.read(configuration, MOST_CONFIGURATION_BYTES),
    named: (state, path) => state.read(path, MOST_CONFIGURATION_BYTES),
    isProposal: propose,
  };
}

/** A branch, which says what it points to. */
interface BranchStore extends TextStore {
  open(): Promise<TextState & { readonly tip: string | null }>;
}

/** A branch that is not there would be one without plan, policy and flags: its name is what is wrong. */
function existing({ ref, open }: BranchStore, config: string): TextStore {
  return {
    ref,
    async open() {
      const state = await open();
      if (state.tip !== null) return state;
      throw new UserError(`branch: ${ref} is not there, or cannot be seen; ${config} and the flags are read from it`, {
        remedy:
          "Name the branch that they are on; on GitHub, as a branch of this repository; in a clone, one that was fetched.",
      });
    },
  };
}

async function proposals(ref: string, remote: Remote | null): Promise<BranchStore> {
  if (remote === null) {
    throw new UserError("propose: pull requests are made in a GitHub workflow only, with a token", {
      remedy: "Leave it out: without a branch the files are written, to be proposed with your own git.",
    });
  }
  const { proposalStore } = await import("@airworthy/github");
  return proposalStore(remote.client, remote.repository, ref, branchOf);
}

/** The same move to the same flags has the same branch, so that two workers propose it once; every other has its own. */
function branchOf({ message, files }: TextChange): string {
  const title = message.split("\n", 1)[0] ?? "";
  const flags = [...files].filter(([path]) => path.endsWith(`/${FLAGS_FILE}`)).map(([, text]) => text);
  const digits = sha256([title, ...flags].join("\n")).slice(0, BRANCH_DIGITS);
  const slug = title.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return `airworthy/${slug.slice(0, MOST_SLUG).replace(/^-|-$/g, "")}-${digits}`;
}

/** As git names it: from the root, with slashes. */
function repositoryPath(input: string, given: string): string {
  const path = given.replaceAll("\\", "/").replace(/^\.\//, "").replace(/\/$/, "");
  const parts = path.split("/");
  if (!parts.some((part) => part === "" || part === "." || part === "..")) return path;
  throw new UserError(
    `${input}: ${JSON.stringify(given.slice(0, 120))} was given; with branch, a path from the root of the repository is allowed`,
  );
}
