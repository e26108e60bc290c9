import { at, isExpression, type Place, type Push, pushesOf, type Use } from "@airworthy/diagnosis";
import { CONFIGURATION_FILE } from "../../configuration/configuration-file.ts";
import { DEFAULT_REF } from "../../history/open-store.ts";
import type { ExaminedConfiguration } from "../configuration/examine-configuration.ts";

/** What a repository's workflows and stages count on at GitHub. */
export interface RepositoryWishes {
  readonly environments: readonly { readonly name: string; readonly place: Place }[];
  /** The names of the check runs that are set. */
  readonly checks: readonly string[];
  /** What is used of ours, such as "airworthy/airworthy/actions/post-report@v1". */
  readonly used: readonly string[];
  readonly pushes: readonly Push[];
  /** The ref of the history, as refs/heads/…; null where nothing uses one. */
  readonly history: string | null;
  /** Whether a stage asks for code owners. */
  readonly codeowners: boolean;
}

/** As post-report and report-model.yml have it. */
const DEFAULT_CHECK = "Airworthy";

export function wishesOf({ configuration, placeOf }: ExaminedConfiguration, uses: readonly Use[]): RepositoryWishes {
  const stages = Object.entries(configuration?.promotion?.stages ?? {});
  return {
    environments: stages.flatMap(([stage, { environment }]) => {
      if (environment === undefined) return [];
      const keys = ["promotion", "stages", stage, "environment"];
      return [{ name: environment, place: at(CONFIGURATION_FILE, placeOf(keys)) }];
    }),
    checks: [...new Set(uses.flatMap(checkOf))],
    used: [...new Set(uses.map(({ step, job }) => step?.uses ?? job.uses ?? ""))],
    pushes: pushesOf(uses),
    history: uses.map(historyOf).find((ref) => ref !== null) ?? null,
    codeowners: stages.some(([, stage]) => stage.codeowners === true),
  };
}

function checkOf({ name, with: given, workflow }: Use): string[] {
  const sets = name === "report-model.yml" || (name === "post-report" && setsCheck(workflow.events, given));
  const check = given.get("check-name") ?? DEFAULT_CHECK;
  return sets && !isExpression(check) ? [check] : [];
}

/** Of a pull request: one of a scheduled run, such as a canary's, is nothing that a merge could wait for. */
function setsCheck(events: ReadonlyMap<string, unknown>, given: ReadonlyMap<string, string>): boolean {
  return (
    ["pull_request", "workflow_run", "merge_group"].some((event) => events.has(event)) && given.get("token") !== ""
  );
}

function historyOf({ name, with: given }: Use): string | null {
  const ref = name === "record-history" ? (given.get("ref") ?? DEFAULT_REF) : given.get("history");
  if (ref === undefined || ref === "" || isExpression(ref)) return null;
  return ref.startsWith("refs/") ? ref : `refs/heads/${ref}`;
}
