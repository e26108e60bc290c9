import type { Asked, AskedPush, Push } from "@airworthy/diagnosis";
import type { GitHubClient, Repository } from "@airworthy/github";
import { asked } from "./asked.ts";
import { type RulesOfBranch, readBranchRules } from "./branch-rules.ts";

/** More branches than workflows commit to. */
const MOST_BRANCHES = 20;
const TOO_MANY = { unread: `workflows commit to more than ${MOST_BRANCHES} branches` };

/** The rules of branches; each branch is asked for once. */
export interface Branches {
  rulesOf(branch: string | null): Promise<Asked<RulesOfBranch>>;
}

/** `defaultBranch` tells what null stands for. */
export function openBranches(client: GitHubClient, at: Repository, defaultBranch: () => Promise<string>): Branches {
  const known = new Map<string, Asked<RulesOfBranch>>();
  return {
    async rulesOf(branch) {
      const named = branch === null ? await asked("metadata: read", defaultBranch) : { value: branch };
      if ("unread" in named) return named;
      const rules =
        known.get(named.value) ?? (await asked("contents: read", () => readBranchRules(client, at, named.value)));
      known.set(named.value, rules);
      return rules;
    },
  };
}

/** What the branches say to what is pushed to them. */
export async function askPushes(pushes: readonly Push[], branches: Branches): Promise<readonly AskedPush[]> {
  const names = [...new Set(pushes.map(({ branch }) => branch))].slice(0, MOST_BRANCHES);
  const told: AskedPush[] = [];
  for (const push of pushes) {
    told.push({
      push,
      refused: names.includes(push.branch) ? refusalsOf(await branches.rulesOf(push.branch)) : TOO_MANY,
    });
  }
  return told;
}

function refusalsOf(rules: Asked<RulesOfBranch>): AskedPush["refused"] {
  if ("unread" in rules) return rules;
  const { branch, because } = rules.value;
  return because === null ? { unread: "could not look, needs administration: read" } : { value: { branch, because } };
}
