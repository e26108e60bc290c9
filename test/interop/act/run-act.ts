import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import type { Event, GitHub } from "../../harness/github/index.ts";
import type { ActRun } from "./act-run.ts";
import { ACT_HOST, startArtifactService } from "./artifact-service.ts";
import { readLog } from "./read-log.ts";
import { OURS } from "./release-tree.ts";

/** What all runs of a test share: the program, the release, and the folder that they leave things in. */
export interface ActMachine {
  readonly act: string;
  readonly release: string;
  /** By which act finds the actions that are not ours. */
  readonly runnersActions: readonly string[];
  readonly folder: string;
  /** Where actions/checkout finds another ref than the run's: the default branch, which a test puts there. */
  readonly checkout: string;
}

export interface ActOptions {
  /** The team's repository, as it is checked out. */
  readonly repository: string;
  /** In that, the workflow's file. */
  readonly workflow: string;
  readonly event: Event;
  /** Who caused it. */
  readonly actor?: string;
  readonly run: number;
  readonly github: GitHub;
  /** What every job has, as act knows no other: of no more than the permissions of all jobs together. */
  readonly token: string;
  readonly secrets?: Readonly<Record<string, string>>;
  /** The commit, where the repository is none of git's. */
  readonly sha?: string;
}

const TIME_LIMIT_MS = 240_000;
/** Nothing listens there: what would be fetched from the network fails on every machine. */
const NOWHERE = "http://127.0.0.1:9";

/**
 * Runs a workflow of a team's repository with act: each job in a workspace of its own on this machine, artifacts by act's own
 * server, the API by the stand-in.
 */
export async function runAct(machine: ActMachine, options: ActOptions): Promise<ActRun> {
  const { folder, release, runnersActions } = machine;
  await using artifacts = await startArtifactService();
  const home = join(folder, "home");
  await mkdir(home, { recursive: true });
  const eventPath = join(folder, `event-${options.run}.json`);
  await writeFile(eventPath, JSON.stringify(options.event.payload));
  const secrets = { GITHUB_TOKEN: options.token, ...options.secrets };
  const settings = {
    directory: options.repository,
    workflows: options.workflow,
    eventpath: eventPath,
    actor: options.actor ?? "octocat",
    platform: "ubuntu-latest=-self-hosted",
    "artifact-server-path": artifactsIn(folder),
    "artifact-server-addr": ACT_HOST,
    "artifact-server-port": `${artifacts.port}`,
    "action-cache-path": join(folder, "runner"),
    "local-repository": `${OURS.repository}@${OURS.ref}=${release}`,
    "container-daemon-socket": "-",
  };
  const argv = [
    options.event.name,
    ...Object.entries(settings).map(([name, value]) => `--${name}=${value}`),
    ...runnersActions,
    ...Object.entries(environmentOf(options)).map(([name, value]) => `--env=${name}=${value}`),
    ...Object.entries(secrets).map(([name, value]) => `--secret=${name}=${value}`),
    "--no-cache-server",
    "--json",
  ];
  return await spawnAct(machine, argv, {
    PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter),
    HOME: home,
    TMPDIR: home,
    XDG_CACHE_HOME: home,
    XDG_CONFIG_HOME: home,
    HTTPS_PROXY: NOWHERE,
    // Azure's client takes that for http, too.
    NO_PROXY: `127.0.0.1,${ACT_HOST}`,
    ACTIONS_RUNTIME_URL: `${artifacts.url}/`,
    // Jobs that run at once write to one map of act's without a lock, LocalRepositoryCache; with one thread none comes between.
    GOMAXPROCS: "1",
  });
}

/** Where act keeps what runs upload. */
export function artifactsIn(folder: string): string {
  return join(folder, "artifacts");
}

/** What GitHub's runner tells jobs, and act does not or not so. */
function environmentOf({
  github,
  run,
  sha,
  actor = "octocat",
  workflow,
}: ActOptions): Readonly<Record<string, string>> {
  const { repository } = github.state;
  const { GITHUB_API_URL = "", GITHUB_GRAPHQL_URL = "" } = github.env;
  return {
    GITHUB_API_URL,
    GITHUB_GRAPHQL_URL,
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_ID: "1",
    GITHUB_REPOSITORY_OWNER_ID: "2",
    GITHUB_RUN_ID: `${run}`,
    GITHUB_TRIGGERING_ACTOR: actor,
    GITHUB_WORKFLOW_REF: `${repository}/${workflow}@refs/heads/main`,
    RUNNER_ENVIRONMENT: "github-hosted",
    ...(sha === undefined ? {} : { SHA_REF: sha }),
  };
}

async function spawnAct({ act, folder }: ActMachine, argv: readonly string[], env: NodeJS.ProcessEnv): Promise<ActRun> {
  const child = spawn(act, argv, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"], timeout: TIME_LIMIT_MS });
  const exited = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  const [exitCode, printed, errors] = await Promise.all([exited, text(child.stdout), text(child.stderr)]);
  return { exitCode, jobs: readLog(printed), log: printed + errors };
}
