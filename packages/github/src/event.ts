import { readFile } from "node:fs/promises";
import { UserError } from "@airworthy/evidence";
import type { Environment } from "./client.ts";

export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** A run of a workflow; `id` grows from run to run of a repository, `attempt` from re-run to re-run. */
export interface Run {
  readonly id: number;
  readonly attempt: number;
}

/** What started the workflow. The payload is what GitHub wrote, unchecked. */
export interface WorkflowEvent {
  readonly name: string;
  readonly repository: Repository;
  readonly run: Run;
  readonly payload: unknown;
}

/** A managed user of an enterprise is called such as "octocat_corp". */
const OWNER_AND_NAME = /^([A-Za-z0-9_-]{1,39})\/([A-Za-z0-9._-]{1,100})$/;
const POSITIVE = /^[1-9]\d{0,15}$/;

/**
 * Reads GITHUB_EVENT_NAME, GITHUB_EVENT_PATH, GITHUB_REPOSITORY, GITHUB_RUN_ID and GITHUB_RUN_ATTEMPT. Null where there
 * is no event, as outside of GitHub Actions; a UserError where there is one that cannot be read.
 */
export async function readEvent(env: Environment): Promise<WorkflowEvent | null> {
  const { GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: file, GITHUB_REPOSITORY: repository } = env;
  if (!name || !file || !repository) return null;
  return {
    name,
    repository: parseRepository(repository, "GITHUB_REPOSITORY"),
    run: { id: readPositive(env, "GITHUB_RUN_ID"), attempt: readPositive(env, "GITHUB_RUN_ATTEMPT") },
    payload: parseJson(await readText(file), file),
  };
}

/** Throws a UserError unless `text` is `owner/name` as GitHub allows it. */
export function parseRepository(text: string, where: string): Repository {
  const [, owner, repo] = OWNER_AND_NAME.exec(text) ?? [];
  if (owner === undefined || repo === undefined) {
    throw new UserError(`${where}: ${JSON.stringify(text.slice(0, 200))} was given; owner/name is allowed`);
  }
  return { owner, repo };
}

function readPositive(env: Environment, name: string): number {
  const text = env[name] ?? "1";
  if (!POSITIVE.test(text)) {
    throw new UserError(`${name}: ${JSON.stringify(text.slice(0, 200))} was given; a whole number from 1 is allowed`);
  }
  return Number(text);
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new UserError(`The event's file, GITHUB_EVENT_PATH=${file}, cannot be read`, { cause });
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserError(`The event's file, GITHUB_EVENT_PATH=${file}, is not JSON`, { cause });
  }
}
