import type { Step, Variables } from "./workflow.ts";

const CHECKOUT = /^actions\/checkout@/i;
/** A pull request's own commit or branch, by whatever event, and its refs refs/pull/N/head and refs/pull/N/merge. */
const HEAD =
  /github\.(?:head_ref|event\.(?:pull_request\.(?:head|merge_commit)|workflow_run\.(?:head|pull_requests)|check_(?:run|suite)\.(?:head|pull_requests|check_suite)))|GITHUB_HEAD_REF|headRef(?:Oid|Name)|\bpull\//;
/** A commit or branch that an earlier step or job found out: where strangers start the workflow hardly anything but a pull request's. */
const FOUND_OUT = /\$\{\{[^}]*\b(?:steps|needs|env)\.[\w.-]*(?:head|sha|ref|pull|branch|commit|\bpr\b)/i;
/** The base of a pull request, or the default branch; or else a branch that is named. */
const BASE =
  /^\$\{\{\s*github\.(?:base_ref|event\.pull_request\.base\.(?:sha|ref)|event\.repository\.default_branch)\s*(?:\|\|\s*'[^']*'\s*)?\}\}$/;
const OWN_REPOSITORY = /^\$\{\{\s*github\.(?:event\.repository\.full_name|repository)\s*\}\}$/;

const PULL_REQUEST = /\bgh\s+pr\s+(?:checkout|co)\b/;
const GIT = /\bgit\b.*\b(?:fetch|pull|checkout|switch|clone|reset|worktree|cherry-pick|rebase|merge(?!-))/;
const ARCHIVE = /\b(?:curl|wget|gh\s+api)\b.*(?:zipball|tarball|\/archive\/|codeload\.)/;
const ASSIGNMENT = /^\s*(?:export\s+)?(?<name>\w+)=(?<value>.+)$/;
/** Of a line or a value; longer ones are looked at in part, since variables may hold each other. */
const MOST_CHARACTERS = 2_000;
const VARIABLE = /\$\{\{\s*env\.(?<expression>\w+)\s*\}\}|\$(?:env:|\{)?(?<name>\w+)\}?/g;

export function isCheckout({ uses }: Step): boolean {
  return CHECKOUT.test(uses ?? "");
}

/** Whether a step of a workflow that runs on the default branch checks out what a pull request brings. */
export function takesHead(step: Step): boolean {
  if (!isCheckout(step)) return fetchesHead(step);
  return ["ref", "repository"].some((name) => {
    const given = spelledOut(step.with.get(name) ?? "", step.env);
    return HEAD.test(given) || FOUND_OUT.test(given);
  });
}

/** Whether a step of a workflow that runs on a pull request checks out what it brings: also where it names no ref. */
export function takesChange(step: Step): boolean {
  if (!isCheckout(step)) return fetchesHead(step);
  const ref = spelledOut(step.with.get("ref") ?? "", step.env);
  const repository = spelledOut(step.with.get("repository") ?? "", step.env);
  const isElsewhere = repository !== "" && !OWN_REPOSITORY.test(repository) && !repository.includes("${{");
  const isNamed = ref !== "" && !ref.includes("${{") && !HEAD.test(ref);
  return !isElsewhere && !isNamed && !BASE.test(ref);
}

/** A script that fetches a pull request's head, also where a variable holds it. */
function fetchesHead({ run, env }: Step): boolean {
  if (run === null) return false;
  const assigned = new Map<string, string>();
  const variables = [assigned, ...env];
  return run
    .replaceAll(/\\\r?\n/g, " ")
    .split("\n")
    .filter((line) => !/^\s*#/.test(line))
    .some((line) => {
      const { name, value } = ASSIGNMENT.exec(line)?.groups ?? {};
      if (name !== undefined && value !== undefined) assigned.set(name, spelledOut(value, variables));
      const command = line.slice(0, MOST_CHARACTERS);
      if (PULL_REQUEST.test(command)) return true;
      return (GIT.test(command) || ARCHIVE.test(command)) && HEAD.test(spelledOut(command, variables));
    });
}

/** A text with the values of the variables that are known. */
function spelledOut(text: string, variables: Variables): string {
  const spelled = (written: string, expression?: string, name = "") => {
    const key = expression ?? name;
    return variables.find((level) => level.has(key))?.get(key) ?? written;
  };
  return text.slice(0, MOST_CHARACTERS).replaceAll(VARIABLE, spelled).slice(0, MOST_CHARACTERS);
}
