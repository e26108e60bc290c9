import type { AlertCommand, AlertLink } from "@airworthy/alerts";
import { UserError } from "@airworthy/evidence";
import type { Repository } from "@airworthy/github";
import { safeHref } from "@airworthy/report";
import type { RolloutFacts } from "./rollout-of.ts";

/** Where alerts come from, and where they lead. */
export interface Surroundings {
  /** The page of the server, such as https://github.com; and the repository, where there is one. */
  readonly server: string;
  readonly repository: Repository | null;
  readonly runId: number | null;
  readonly pullRequest: number | null;
  /** The file of the workflow that moves rollouts; null where nobody says. */
  readonly workflow: string | null;
  /** "main", "pull/7"; null where nobody knows. */
  readonly line: string | null;
  /** Whether the run that made the evidence did all that it was to do. */
  readonly isWhole: boolean;
}

const WORKFLOW = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.ya?ml$/;
const PLAIN_WORD = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$/;

/** Throws a UserError unless it is the name of a workflow's file. */
export function checkWorkflow(name: string): void {
  if (WORKFLOW.test(name)) return;
  throw new UserError(
    `rollout-workflow: ${JSON.stringify(name.slice(0, 200))} was given; the name of a file in .github/workflows is allowed, such as rollout.yml`,
  );
}

/** The run, the pull request, and of a rollout the page to hold it or to roll it back. */
export function linksOf(around: Surroundings, rollout: RolloutFacts | null): readonly AlertLink[] {
  const { server, repository, runId, pullRequest, workflow } = around;
  if (repository === null) return [];
  const page = `${server.replace(/\/+$/, "")}/${repository.owner}/${repository.repo}`;
  const link = (label: string, path: string): readonly AlertLink[] => {
    const url = safeHref(`${page}/${path}`);
    return url === null ? [] : [{ label, url }];
  };
  return [
    ...(runId === null ? [] : link("Run", `actions/runs/${runId}`)),
    ...(pullRequest === null ? [] : link("Pull request", `pull/${pullRequest}`)),
    ...(workflow === null || rollout === null ? [] : link("Hold or roll back", `actions/workflows/${workflow}`)),
  ];
}

/** What holds a rollout and takes it back: through the workflow where there is one, else with the verb itself. */
export function commandsOf({ workflow }: Surroundings, rollout: RolloutFacts | null): readonly AlertCommand[] {
  // The identity is of evidence: what a shell would read as anything but a word goes into no command.
  if (rollout === null || !PLAIN_WORD.test(rollout.id)) return [];
  const move = (name: string) =>
    workflow === null
      ? `npx airworthy manage-rollout --move ${name} --rollout ${rollout.id}`
      : `gh workflow run ${workflow} -f move=${name} -f rollout=${rollout.id}`;
  return [
    ...(rollout.canHold ? [{ label: "Hold it where it is", text: move("hold") }] : []),
    ...(rollout.canStop ? [{ label: "Roll it back", text: move("rollback") }] : []),
  ];
}
