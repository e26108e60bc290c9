import { createStatement, type Statement, subjectOf, type VersionRef } from "@airworthy/evidence";
import { type Dependency, resourceOf } from "./dependency.ts";
import type { NamedValue } from "./named-value.ts";
import type { Seed } from "./seed.ts";
import type { Environment, WorkflowRun } from "./workflow-run.ts";

/** https://slsa.dev/spec/v1.1/provenance */
export const PROVENANCE_PREDICATE = "https://slsa.dev/provenance/v1";
/** https://actions.github.io/buildtypes/workflow/v1 */
export const WORKFLOW_BUILD = "https://actions.github.io/buildtypes/workflow/v1";
/** A run outside of GitHub Actions: `externalParameters` are the verb and the inputs that decide what it makes. */
export const LOCAL_BUILD = "https://airworthy.dev/buildtypes/local/v1";
/** Whoever ran it, on whatever machine: nothing vouches for it. */
export const LOCAL_BUILDER = "https://airworthy.dev/builders/local";

/** The name of the dependency that is the commit of the work tree, where that is not the event's. */
export const WORK_TREE = "work tree";

/** The git work tree that the model was made in. */
export interface Source {
  readonly commit: string;
  /** Whether files differ from the commit. */
  readonly dirty: boolean;
  /** The remote's address, without credentials; null without a remote. */
  readonly remote: string | null;
  /** Such as "refs/heads/main"; null when no branch is checked out. */
  readonly ref: string | null;
}

/** The machine, as far as results may depend on it. */
export interface Machine {
  /** Node's version, such as "v24.1.0". */
  readonly node: string;
  readonly os: string;
  readonly arch: string;
  readonly cpu?: { readonly model: string; readonly count: number };
  /** Their names, one an entry, such as "NVIDIA A100-SXM4-80GB". */
  readonly gpus?: readonly string[];
  /** In bytes. */
  readonly memory?: number;
}

/** What is known of the training, which may have been elsewhere and long before. */
export interface Training {
  readonly hyperparameters: readonly NamedValue[];
  readonly metrics: readonly NamedValue[];
  /** Such as "torch" and "2.9.0". */
  readonly frameworks: readonly { readonly name: string; readonly version: string | null }[];
}

/** All that is known of how a package came about. */
export interface Build {
  readonly package: VersionRef;
  readonly source: Source | null;
  readonly run: WorkflowRun | null;
  /**
   * The address of the workflow whose job this is, as the run's identity token has it (`job_workflow_ref`): a reusable
   * workflow's is another than the run's, and the certificate of its signature names it. The run's own without it.
   */
  readonly builder?: string;
  /** The verb and the inputs that decide what it makes. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Lock files, data sets, the base model and whatever else went into the model. */
  readonly dependencies: readonly Dependency[];
  readonly seeds: readonly Seed[];
  readonly training?: Training;
  readonly machine: Machine;
  readonly env: Environment;
  readonly tool: { readonly name: string; readonly version: string };
  readonly startedOn: string;
  readonly finishedOn: string;
}

/** The variables by which people make training and packaging repeatable; what is set of them is recorded. */
const RECORDED_VARIABLES = [
  "CUBLAS_WORKSPACE_CONFIG",
  "LC_ALL",
  "OMP_NUM_THREADS",
  "PYTHONHASHSEED",
  "SOURCE_DATE_EPOCH",
  "TF_DETERMINISTIC_OPS",
  "TZ",
];

/** The unsigned SLSA provenance of a package. Times stand only in `runDetails.metadata`. */
export function createProvenance(build: Build): Statement {
  const { run } = build;
  const attempt = run === null ? null : `${runUrl(run)}/attempts/${run.runAttempt}`;
  return createStatement(subjectOf(build.package), PROVENANCE_PREDICATE, {
    buildDefinition: {
      buildType: run === null ? LOCAL_BUILD : WORKFLOW_BUILD,
      externalParameters: run === null ? build.parameters : { workflow: workflowOf(run) },
      internalParameters: { ...(run === null ? {} : { github: githubOf(run) }), airworthy: airworthyOf(build) },
      resolvedDependencies: [...sources(build), ...build.dependencies.map(resourceOf)],
    },
    runDetails: {
      builder: {
        id: run === null ? LOCAL_BUILDER : (build.builder ?? `${run.server}/${run.workflowRef}`),
        version: { [build.tool.name]: build.tool.version },
      },
      metadata: {
        ...(attempt === null ? {} : { invocationId: attempt }),
        startedOn: build.startedOn,
        finishedOn: build.finishedOn,
      },
    },
  });
}

function runUrl(run: WorkflowRun): string {
  return `${run.server}/${run.repository}/actions/runs/${run.runId}`;
}

function workflowOf(run: WorkflowRun): unknown {
  return { ref: run.ref, repository: `${run.server}/${run.repository}`, path: run.path };
}

function githubOf(run: WorkflowRun): unknown {
  return present({
    event_name: run.eventName,
    repository_id: run.repositoryId,
    repository_owner_id: run.repositoryOwnerId,
    runner_environment: run.runnerEnvironment,
  });
}

/** What decides the package but is none of the build type's external parameters, which verifiers reject extras of. */
function airworthyOf({ run, parameters, seeds, training, machine, env }: Build): unknown {
  const variables = RECORDED_VARIABLES.flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [{ name, value }];
  });
  return {
    ...(run === null ? {} : { parameters }),
    seeds,
    ...(training === undefined ? {} : trainingOf(training)),
    environment: { ...machine, variables },
  };
}

/** What is empty was not recorded, and is left out. */
function trainingOf({ hyperparameters, metrics, frameworks }: Training): object {
  const lists = { hyperparameters, metrics, frameworks };
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));
}

/** The commit of the event and, where another is checked out or there is no event, that of the work tree. */
function sources({ run, source }: Build): unknown[] {
  const found: unknown[] = [];
  const same = run !== null && run.commit !== null && run.commit === source?.commit;
  const dirty = source?.dirty === true ? { annotations: { dirty: true } } : {};
  if (run !== null && run.commit !== null) {
    const at = run.sourceRef === null ? "" : `@${run.sourceRef}`;
    const uri = `git+${run.server}/${run.repository}${at}`;
    found.push({ uri, digest: { gitCommit: run.commit }, ...(same ? dirty : {}) });
  }
  if (source !== null && !same) {
    const at = source.ref === null ? "" : `@${source.ref}`;
    const uri = source.remote === null ? {} : { uri: `git+${source.remote}${at}` };
    found.push({ name: WORK_TREE, ...uri, digest: { gitCommit: source.commit }, ...dirty });
  }
  return found;
}

function present(fields: Readonly<Record<string, string | null>>): Record<string, string> {
  const set: [string, string][] = [];
  for (const [name, value] of Object.entries(fields)) if (value !== null) set.push([name, value]);
  return Object.fromEntries(set);
}
