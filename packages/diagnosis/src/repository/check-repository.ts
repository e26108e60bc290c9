import { at, type Finding } from "../finding.ts";
import type { Push } from "./pushes.ts";
import { refusalOf } from "./refusal-of.ts";
import type { Asked, AskedEnvironment, BranchRules, CodeownersError, RepositoryFacts } from "./repository-facts.ts";

/** What a workflow would use, where none uses anything yet. */
const ANY_USE = "airworthy/airworthy/.github/workflows/gate-model.yml@v1";
const DEFAULT_REMEDY = "At GitHub: Settings, Actions, General, Workflow permissions: read repository contents.";

/** What the workflows of a repository count on. */
export interface Expected {
  /** The names of the check runs that they set. */
  readonly checks: readonly string[];
  /** What they use of ours, such as "airworthy/airworthy/actions/post-report@v1". */
  readonly used: readonly string[];
}

/** How a repository is set at GitHub. */
export function checkRepository(facts: RepositoryFacts, { checks, used }: Expected): Finding[] {
  const { name, defaultPermissions, allowedActions, environments, requiredChecks, pushes, history, codeowners } = facts;
  const place = at(`the settings of ${name}`);
  const finding = (rule: Finding["rule"], found: string, remedy: string): Finding => ({ rule, place, found, remedy });
  const unread = (what: string, why: string) =>
    finding("repository-unread", `${what}: ${why}`, "Give a token that may read it, by --token-env.");
  const told = <T>(what: string, asked: Asked<T>, judge: (value: T) => readonly Finding[]): readonly Finding[] =>
    "value" in asked ? judge(asked.value) : [unread(what, asked.unread)];

  return [
    ...told("the default workflow permissions", defaultPermissions, (level) =>
      level === "read" ? [] : [finding("default-permissions-write", "workflows get a write token", DEFAULT_REMEDY)],
    ),
    ...told("the actions that are allowed", allowedActions, (allowed) => {
      const rule = "actions-not-allowed";
      if (!allowed.isEnabled)
        return [finding(rule, "Actions are off", "At GitHub: Settings, Actions, General: allow actions.")];
      const [refusal] = (used.length === 0 ? [ANY_USE] : used).flatMap((one) => refusalOf(one, allowed) ?? []);
      return refusal === undefined ? [] : [finding(rule, refusal.found, refusal.remedy)];
    }),
    ...environments.flatMap((environment) => environmentFindings(environment, told)),
    ...(requiredChecks === null
      ? []
      : told("the rules of the default branch", requiredChecks, ({ branch, checks: required }) =>
          checks
            .filter((check) => !required.includes(check))
            .map((check) => {
              const remedy = `At GitHub: Settings, Rules, a ruleset for ${branch}: require status checks: ${check}.`;
              return finding(
                "check-not-required",
                `nothing on ${branch} requires the check ${JSON.stringify(check)}`,
                remedy,
              );
            }),
        )),
    ...pushes.flatMap(({ push, refused }) => ("value" in refused ? refusedPush(push, refused.value) : [])),
    ...pushes
      .flatMap(({ refused }) => ("unread" in refused ? [refused.unread] : []))
      .slice(0, 1)
      .map((why) => unread("the rules of the branches that workflows commit to", why)),
    ...(history === null
      ? []
      : told("the branch of the history", history.isThere, (isThere) =>
          isThere ? [] : [finding("history-missing", `there is no ${history.ref}`, "Run record-history once.")],
        )),
    ...(codeowners === null
      ? []
      : told("the errors of CODEOWNERS", codeowners, (errors) => errors.map(codeownersFinding))),
  ];
}

type Told = <T>(what: string, asked: Asked<T>, judge: (value: T) => readonly Finding[]) => readonly Finding[];

function environmentFindings({ name, place, reviewers }: AskedEnvironment, told: Told): readonly Finding[] {
  return told(`the environment ${name}`, reviewers, (count) => {
    const remedy = `At GitHub: Settings, Environments, ${name}: required reviewers.`;
    if (count === null)
      return [{ rule: "environment-missing", place, found: `there is no environment ${name}`, remedy }];
    if (count > 0) return [];
    return [{ rule: "environment-unguarded", place, found: `the environment ${name} has no reviewers`, remedy }];
  });
}

function refusedPush({ by, place, remedy }: Push, { branch, because }: BranchRules): Finding[] {
  if (because.length === 0) return [];
  const found = `${by} commits to ${branch.slice(0, 100)} with the job's own token, which GitHub refuses: ${because.join(", ")}`;
  return [{ rule: "protected-push", place, found, remedy }];
}

function codeownersFinding({ path, line, column, message, suggestion }: CodeownersError): Finding {
  return {
    rule: "codeowners-invalid",
    place: at(path, { line, column }),
    found: message,
    remedy: suggestion ?? "Mend the line.",
  };
}
