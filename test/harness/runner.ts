import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type ActionManifest, readActionManifest } from "./action-manifest.ts";
import { parseCommandFile } from "./command-file.ts";
import { parseWorkflowCommands } from "./workflow-command.ts";

/** A step that uses one of our actions, as a workflow would write it, and the event that started the workflow. */
export interface ActionOptions {
  /** `with:`. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** `env:`, and whatever else of the runner's environment the test wants otherwise; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly event?: { readonly name: string; readonly payload: unknown };
  /** The workspace; a new empty folder without it. */
  readonly cwd?: string;
  /** What `${{ github.token }}` stands for. */
  readonly token?: string;
}

export interface ActionAnnotation {
  readonly level: "notice" | "warning" | "error";
  readonly message: string;
  readonly file: string | undefined;
  readonly line: string | undefined;
}

/** What the runner saw of the step. */
export interface ActionRun {
  /** null where the step was killed. */
  readonly exitCode: number | null;
  readonly outputs: Readonly<Record<string, string | undefined>>;
  /** The job summary, as Markdown. */
  readonly summary: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly annotations: readonly ActionAnnotation[];
  /** The titles of the log's groups. */
  readonly groups: readonly string[];
  /** The values that the step asked the runner to mask. */
  readonly masks: readonly string[];
  /** What the step wrote to GITHUB_ENV and GITHUB_PATH, which must stay empty. */
  readonly environmentWrites: string;
  readonly workspace: string;
}

const TIME_LIMIT_MS = 60_000;
const DEFAULT_TOKEN = "ghs_harness0123456789";
const COMMAND_FILES = ["OUTPUT", "STATE", "STEP_SUMMARY", "ENV", "PATH"] as const;

/**
 * Runs a built action as GitHub's runner does: inputs from action.yml's defaults and `with:`, command files, an event
 * file, an environment that holds nothing else, the Node of this process. Nothing reaches GitHub: GITHUB_API_URL
 * points to a closed port unless `env` names a stand-in.
 */
export async function runAction(verb: string, options: ActionOptions = {}): Promise<ActionRun> {
  const manifest = await readActionManifest(verb);
  const runner = await mkdtemp(join(tmpdir(), "airworthy-runner-"));
  try {
    const workspace = options.cwd ?? (await mkdtemp(join(tmpdir(), "airworthy-workspace-")));
    await Promise.all(COMMAND_FILES.map((name) => writeFile(join(runner, name), "")));
    await writeFile(join(runner, "event.json"), JSON.stringify(options.event?.payload ?? {}));
    await mkdir(join(runner, "temp"));
    const environment = { ...runnerEnvironment(runner, workspace, options), ...inputVariables(manifest, options) };
    const ended = await runNode(manifest.main, workspace, { ...environment, ...options.env });
    const read = (name: (typeof COMMAND_FILES)[number]) => readFile(join(runner, name), "utf8");
    return {
      ...ended,
      ...readLog(ended.stdout),
      outputs: record(parseCommandFile(await read("OUTPUT"))),
      summary: await read("STEP_SUMMARY"),
      environmentWrites: (await read("ENV")) + (await read("PATH")),
      workspace,
    };
  } finally {
    await rm(runner, { recursive: true, force: true });
  }
}

function inputVariables(manifest: ActionManifest, options: ActionOptions): Record<string, string> {
  const context = new Map([["github.token", options.token ?? DEFAULT_TOKEN]]);
  const values = new Map<string, string>();
  for (const [name, input] of manifest.inputs) values.set(name, evaluate(input.default ?? "", context));
  for (const [name, value] of Object.entries(options.inputs ?? {})) values.set(name, value);
  return Object.fromEntries(
    [...values].map(([name, value]) => [`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`, value]),
  );
}

function evaluate(template: string, context: ReadonlyMap<string, string>): string {
  return template.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    const value = context.get(expression);
    if (value === undefined) throw new Error(`the harness knows no \${{ ${expression} }}`);
    return value;
  });
}

function runnerEnvironment(runner: string, workspace: string, options: ActionOptions): Record<string, string> {
  const inherited = ["PATH", "SystemRoot"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    ...Object.fromEntries(inherited),
    ...Object.fromEntries(COMMAND_FILES.map((name) => [`GITHUB_${name}`, join(runner, name)])),
    HOME: runner,
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_WORKSPACE: workspace,
    GITHUB_EVENT_NAME: options.event?.name ?? "workflow_dispatch",
    GITHUB_EVENT_PATH: join(runner, "event.json"),
    GITHUB_API_URL: "http://127.0.0.1:9",
    GITHUB_GRAPHQL_URL: "http://127.0.0.1:9/graphql",
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_REPOSITORY: "octo-org/sentiment",
    GITHUB_REPOSITORY_ID: "1",
    GITHUB_REPOSITORY_OWNER: "octo-org",
    GITHUB_REPOSITORY_OWNER_ID: "2",
    GITHUB_WORKFLOW: "model",
    GITHUB_WORKFLOW_REF: "octo-org/sentiment/.github/workflows/model.yml@refs/heads/main",
    GITHUB_JOB: "check",
    GITHUB_ACTOR: "octocat",
    GITHUB_REF: "refs/heads/main",
    GITHUB_SHA: "0123456789abcdef0123456789abcdef01234567",
    GITHUB_RUN_ID: "1000",
    GITHUB_RUN_NUMBER: "1",
    GITHUB_RUN_ATTEMPT: "1",
    RUNNER_OS: "Linux",
    RUNNER_ARCH: "X64",
    RUNNER_ENVIRONMENT: "github-hosted",
    RUNNER_TEMP: join(runner, "temp"),
  };
}

async function runNode(main: string, cwd: string, env: Record<string, string | undefined>) {
  const child = spawn(process.execPath, [main], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: TIME_LIMIT_MS,
  });
  const exited = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  const [exitCode, stdout, stderr] = await Promise.all([exited, text(child.stdout), text(child.stderr)]);
  return { exitCode, stdout, stderr };
}

function readLog(stdout: string): Pick<ActionRun, "annotations" | "groups" | "masks"> {
  const commands = parseWorkflowCommands(stdout);
  const messages = (name: string) => commands.filter((command) => command.name === name).map(({ message }) => message);
  const annotations = commands.flatMap(({ name, message, properties }) =>
    name === "notice" || name === "warning" || name === "error"
      ? [{ level: name, message, file: properties.get("file"), line: properties.get("line") } as const]
      : [],
  );
  return { annotations, groups: messages("group"), masks: messages("add-mask") };
}

function record(values: ReadonlyMap<string, string>): Record<string, string> {
  return Object.assign(Object.create(null), Object.fromEntries(values));
}
