import { readYaml, UserError } from "@airworthy/evidence";
import type { Access } from "../catalogue/catalogue.ts";
import { at, type Finding, findingsOfError, type PlaceOf, type RepositoryText } from "../finding.ts";
import { nearestEvent } from "./events.ts";
import type { Grants, Job, Step, Variables, Workflow } from "./workflow.ts";

/** GitHub resolves YAML's anchors; so many are more than anybody writes. */
const ALIASES = 100;
/** Far above any workflow; below what takes long to read. */
const MOST_CHARACTERS = 1024 * 1024;
const MOST_JOBS = 1_000;
const MOST_STEPS = 1_000;

const RULE = "workflow-unreadable";
const REMEDY = "Write it as https://docs.github.com/actions/reference/workflow-syntax-for-github-actions says.";

export interface ReadWorkflow {
  /** Null where nothing of it could be read. */
  readonly workflow: Workflow | null;
  readonly findings: readonly Finding[];
}

type Mapping = Readonly<Record<string, unknown>>;

/** A workflow from its text. What has another form than GitHub takes is a finding, and left out. */
export function readWorkflow({ path, text }: RepositoryText): ReadWorkflow {
  try {
    const { value, placeOf } = readYaml(text, path, { aliases: ALIASES, limit: MOST_CHARACTERS });
    return workflowOf(value, path, placeOf);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { workflow: null, findings: findingsOfError(RULE, path, error) };
  }
}

function workflowOf(value: unknown, path: string, placeOf: PlaceOf): ReadWorkflow {
  const findings: Finding[] = [];
  const refuse = (found: string, where: readonly unknown[]) => {
    findings.push({ rule: RULE, place: at(path, placeOf(where)), found, remedy: REMEDY });
  };
  if (!isMapping(value) || !isMapping(value["jobs"])) {
    refuse("it has no mapping `jobs`", []);
    return { workflow: null, findings };
  }
  const events = eventsIn(value["on"]);
  if (events.size === 0) refuse("`on` names no event, so that it never starts", ["on"]);
  for (const event of events.keys()) {
    const near = nearestEvent(event);
    if (near !== undefined) refuse(`there is no event ${JSON.stringify(event)}; did you mean ${near}?`, ["on", event]);
  }
  const entries = Object.entries(value["jobs"]);
  if (entries.length > MOST_JOBS) refuse(`it has ${entries.length} jobs; ${MOST_JOBS} are looked at`, ["jobs"]);
  const env = [valuesIn(value["env"])];
  const jobs = entries.slice(0, MOST_JOBS).flatMap(([id, job]): Job[] => {
    if (isMapping(job)) return [jobOf(id, job, env, refuse)];
    refuse(`the job ${JSON.stringify(id)} is no mapping`, ["jobs", id]);
    return [];
  });
  const name = textOf(value["name"]) ?? path;
  const permissions = grantsIn(value["permissions"], ["permissions"], refuse);
  const hasConcurrency = "concurrency" in value;
  return { workflow: { path, name, events, permissions, hasConcurrency, jobs, placeOf }, findings };
}

type Refuse = (found: string, where: readonly unknown[]) => void;

function jobOf(id: string, job: Mapping, outer: Variables, refuse: Refuse): Job {
  const path = ["jobs", id];
  const env = [valuesIn(job["env"]), ...outer];
  return {
    id,
    uses: textOf(job["uses"]),
    with: inputsIn(job, path, refuse),
    secrets: isMapping(job["secrets"]) ? Object.keys(job["secrets"]) : [],
    inheritsSecrets: job["secrets"] === "inherit",
    permissions: grantsIn(job["permissions"], [...path, "permissions"], refuse),
    steps: stepsIn(job["steps"], [...path, "steps"], env, refuse),
    hasConcurrency: "concurrency" in job,
    hasEnvironment: "environment" in job,
    condition: conditionIn(job),
    isMatrix: isMapping(job["strategy"]) && "matrix" in job["strategy"] && isSeveral(job["strategy"]["matrix"]),
    path,
  };
}

/** One value of each axis makes one job; how many an expression makes is known at run time only. */
function isSeveral(matrix: unknown): boolean {
  if (!isMapping(matrix)) return true;
  const lists = Object.entries(matrix).filter(([name]) => name !== "exclude");
  // What is included is a job of its own, unless it fits to one of the axes.
  if ("include" in matrix && lists.length > 1) return true;
  return lists.some(([, values]) => !Array.isArray(values) || values.length > 1);
}

function stepsIn(steps: unknown, path: readonly unknown[], env: Variables, refuse: Refuse): Step[] {
  if (steps === undefined || steps === null) return [];
  if (!Array.isArray(steps)) {
    refuse("`steps` is no list", path);
    return [];
  }
  if (steps.length > MOST_STEPS) refuse(`a job has ${steps.length} steps; ${MOST_STEPS} are looked at`, path);
  return steps.slice(0, MOST_STEPS).flatMap((step: unknown, index): Step[] => {
    if (isMapping(step)) return [stepOf(step, [...path, index], env, refuse)];
    refuse("a step is no mapping", [...path, index]);
    return [];
  });
}

function stepOf(step: Mapping, path: readonly unknown[], outer: Variables, refuse: Refuse): Step {
  return {
    uses: textOf(step["uses"]),
    run: textOf(step["run"]),
    with: inputsIn(step, path, refuse),
    env: [valuesIn(step["env"]), ...outer],
    condition: conditionIn(step),
    path,
  };
}

function conditionIn(part: Mapping): string | null {
  return "if" in part ? written(part["if"]) : null;
}

function inputsIn({ with: given }: Mapping, path: readonly unknown[], refuse: Refuse): Values {
  if (given !== undefined && given !== null && !isMapping(given)) refuse("`with` is no mapping", [...path, "with"]);
  return valuesIn(given);
}

function eventsIn(on: unknown): Map<string, unknown> {
  if (isMapping(on)) return new Map(Object.entries(on));
  const names: readonly unknown[] = Array.isArray(on) ? on : [on];
  return new Map(names.flatMap((name) => (typeof name === "string" ? [[name, null]] : [])));
}

function grantsIn(permissions: unknown, path: readonly unknown[], refuse: Refuse): Grants | null {
  if (permissions === undefined || permissions === null) return null;
  if (permissions === "read-all") return { others: "read", scopes: new Map() };
  if (permissions === "write-all") return { others: "write", scopes: new Map() };
  if (!isMapping(permissions)) {
    refuse("`permissions` is no mapping, nor read-all or write-all", path);
    return null;
  }
  const scopes = Object.entries(permissions).map(([scope, access]) => {
    if (!isAccess(access))
      refuse(`the permission ${JSON.stringify(scope.slice(0, 100))} is none of read, write, none`, [...path, scope]);
    return [scope, isAccess(access) ? access : "none"] as const;
  });
  return { others: "none", scopes: new Map(scopes) };
}

function isAccess(access: unknown): access is Access {
  return access === "read" || access === "write" || access === "none";
}

type Values = ReadonlyMap<string, string>;

/** As GitHub passes them on: everything is a text. */
function valuesIn(given: unknown): Values {
  if (!isMapping(given)) return new Map();
  return new Map(Object.entries(given).map(([name, value]) => [name, written(value)]));
}

function written(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
