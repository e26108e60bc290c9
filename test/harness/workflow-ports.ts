import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Ports } from "@airworthy/runtime";
import type { Event, GitHub } from "./github/index.ts";
import { REPOSITORY } from "./github/index.ts";
import { silentPorts } from "./silent-ports.ts";

/** The ports of a verb in a workflow that an event started, in a workspace of its own. */
export interface WorkflowPorts extends AsyncDisposable {
  readonly ports: Ports;
  /** What the verb logged. */
  readonly lines: readonly string[];
}

export interface Workflow {
  readonly event: Event;
  readonly github: GitHub;
  /** The workspace; a new empty folder without it. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Ports whose environment is the runner's, as far as a verb may ask for it. */
export async function workflowPorts({ event, github, cwd, env }: Workflow): Promise<WorkflowPorts> {
  const folder = await mkdtemp(join(tmpdir(), "airworthy-workflow-"));
  const eventFile = join(folder, "event.json");
  await writeFile(eventFile, JSON.stringify(event.payload));
  const lines: string[] = [];
  const say = (line: string) => lines.push(line);
  const ports = silentPorts(cwd ?? folder, {
    env: {
      PATH: process.env["PATH"],
      HOME: folder,
      RUNNER_TEMP: folder,
      GITHUB_EVENT_NAME: event.name,
      GITHUB_EVENT_PATH: eventFile,
      GITHUB_REPOSITORY: REPOSITORY,
      GITHUB_RUN_ID: "1000",
      ...github.env,
      ...env,
    },
    log: { info: say, warn: say, group: (_title, work) => work() },
  });
  return { ports, lines, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) };
}
