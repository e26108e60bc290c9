import { at, checkRepository, type Finding, type Use } from "@airworthy/diagnosis";
import { UserError } from "@airworthy/evidence";
import { createClient } from "@airworthy/github";
import type { Ports } from "@airworthy/runtime";
import type { ExaminedConfiguration } from "../configuration/examine-configuration.ts";
import type { RepositoryFolder } from "../repository-folder.ts";
import { askGitHub } from "./ask-github.ts";
import { findRepository } from "./find-repository.ts";
import { type RepositoryWishes, wishesOf } from "./repository-wishes.ts";

export interface RepositorySettings {
  /** owner/name; found out without it. */
  readonly repository: string | undefined;
  readonly token: string | undefined;
  /** The environment variable that the token was looked for in. */
  readonly variable: string;
}

interface Examined {
  readonly folder: RepositoryFolder;
  readonly configuration: ExaminedConfiguration;
  readonly uses: readonly Use[];
}

/** The first that is there counts: https://docs.github.com/articles/about-code-owners */
const CODEOWNERS = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];
const PLACE = at("the settings at GitHub");

/** How the repository is set at GitHub; without a token a note that nobody looked. */
export async function examineRepository(
  settings: RepositorySettings,
  { folder, configuration, uses }: Examined,
  ports: Ports,
): Promise<{ readonly findings: readonly Finding[]; readonly examined: readonly string[] }> {
  const wishes = wishesOf(configuration, uses);
  const local = await codeownersFinding(wishes, folder);
  const { repository: named, token, variable } = settings;
  const { repository, why: unknown } = await findRepository(named, ports);
  if (!token || repository === null) {
    const why = token ? unknown : `there is no token in ${variable}`;
    const remedy = token
      ? "npx airworthy doctor --repository owner/name"
      : `${variable}="$(gh auth token)" npx airworthy doctor`;
    const found = `permissions, allowed actions, environments, branch rules and CODEOWNERS were not looked at: ${why}`;
    return { findings: [...local, { rule: "repository-not-looked-at", place: PLACE, found, remedy }], examined: [] };
  }
  const name = `${repository.owner}/${repository.repo}`;
  try {
    const { env, log, signal } = ports;
    const client = await createClient({ token, env, log, signal });
    const facts = await askGitHub(client, repository, wishes);
    return { findings: [...local, ...checkRepository(facts, wishes)], examined: [`the settings of ${name}`] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const remedy = error.remedy ?? "Run it again.";
    return {
      findings: [...local, { rule: "repository-unread", place: PLACE, found: error.message, remedy }],
      examined: [],
    };
  }
}

async function codeownersFinding({ codeowners }: RepositoryWishes, folder: RepositoryFolder): Promise<Finding[]> {
  if (!codeowners) return [];
  const remedy = "Write .github/CODEOWNERS, such as:\n/models/ @org/ml-reviewers";
  const finding = (file: string, found: string): Finding[] => {
    return [
      { rule: "codeowners-missing", place: at(file), found: `a stage has codeowners: true, and ${found}`, remedy },
    ];
  };
  for (const path of CODEOWNERS) {
    try {
      const file = await folder.read(path);
      if (file !== null) return namesOwner(file.text) ? [] : finding(path, `${path} names nobody`);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return finding(path, error.message);
    }
  }
  return finding(".github/CODEOWNERS", "there is no CODEOWNERS");
}

/** Whether a line gives a pattern to a person, a team or an address. */
function namesOwner(codeowners: string): boolean {
  return codeowners.split("\n").some((line) => {
    const [, ...owners] = line.replace(/#.*$/, "").trim().split(/\s+/);
    return owners.some((owner) => owner.includes("@"));
  });
}
