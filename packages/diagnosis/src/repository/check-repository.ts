import { at, type Finding } from "../finding.ts";
import type { Asked, AskedEnvironment, CodeownersError, RepositoryFacts } from "./repository-facts.ts";

const OURS = "airworthy/airworthy";
const DEFAULT_REMEDY = "At GitHub: Settings, Actions, General, Workflow permissions: read repository contents.";

/** How a repository is set at GitHub; `checks` are the names of the check runs that its workflows set. */
export function checkRepository(facts: RepositoryFacts, checks: readonly string[]): Finding[] {
  const { name, defaultPermissions, allowedActions, environments, requiredChecks, history, codeowners } = facts;
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
    ...told("the actions that are allowed", allowedActions, ({ isEnabled, patterns }) => {
      const settings = "At GitHub: Settings, Actions, General:";
      if (!isEnabled) return [finding("actions-not-allowed", "Actions are off", `${settings} allow actions.`)];
      if (patterns === null || patterns.some(allowsOurs)) return [];
      const found = `no pattern allows ${OURS}`;
      return [finding("actions-not-allowed", found, `${settings} allow ${OURS}/*.`)];
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

/** "*" in a pattern stands for any characters; a pattern may end with a version. */
function allowsOurs(pattern: string): boolean {
  const [path = ""] = pattern.replace(/^!.*/, "").split("@");
  const [before = "", ...after] = path.split("*");
  if (after.length === 0) return path === OURS;
  return `${OURS}/`.startsWith(before);
}

function codeownersFinding({ path, line, column, message, suggestion }: CodeownersError): Finding {
  return {
    rule: "codeowners-invalid",
    place: at(path, { line, column }),
    found: message,
    remedy: suggestion ?? "Mend the line.",
  };
}
