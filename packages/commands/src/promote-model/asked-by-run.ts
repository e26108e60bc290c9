import { userInfo } from "node:os";
import { UserError } from "@airworthy/evidence";
import { readRun } from "@airworthy/github";
import type { Asked } from "./asked.ts";
import type { Place } from "./place.ts";
import { runAddress } from "./records/run-address.ts";

/** Whoever deleted the account that started a run. */
const NOBODY = "ghost";
const NUMBER = /^[1-9]\d{0,14}$/;

/**
 * A run that somebody started by hand, or a command line. In a workflow GitHub is asked who started the run at first, and
 * when: whoever runs it again is somebody else, and later. Throws a UserError for what is
 * no pull request's number, and a GitHubProblem.
 */
export async function askedByRun({ inputs, remote, ports }: Place): Promise<Asked> {
  const { env } = ports;
  const run = Number(env["GITHUB_RUN_ID"]);
  const pullRequest = readNumber(inputs["pull-request"]);
  const url = runAddress(env);
  if (remote === null) {
    const actor = env["USER"] || env["USERNAME"] || userInfo().username;
    const on = ports.now().toISOString();
    const words = async () => ({ kind: "run", author: `@${actor}`, on, isEdited: false }) as const;
    return { id: inputs.request ?? `cli-${on}`, actor, isBot: false, words, url, pullRequest };
  }
  if (!Number.isSafeInteger(run) || run < 1) throw new UserError("GITHUB_RUN_ID is missing: nobody knows who asks");
  const { actor: author, triggeringActor, createdAt: on } = await readRun(remote.client, remote.repository, run);
  const isOther = (login: string) => login.toLowerCase() !== author?.login.toLowerCase();
  const starters = [triggeringActor?.login, env["GITHUB_TRIGGERING_ACTOR"]].filter((login) => login !== undefined);
  const words = async () => ({ kind: "run", author: `@${author?.login ?? NOBODY}`, on, isEdited: false }) as const;
  return {
    id: inputs.request ?? requestOf(run, inputs),
    actor: starters.find(isOther) ?? author?.login ?? NOBODY,
    isBot: author?.type !== "User" || (triggeringActor ?? author).type !== "User",
    words,
    url,
    pullRequest,
  };
}

/** One run may bring several packages through several stages. */
function requestOf(run: number, inputs: Place["inputs"]): string {
  const { task, model, stage, version, package: given, "pull-request": pull } = inputs;
  const of = [version, given, pull === undefined ? undefined : `pull-${pull}`];
  return ["run", run, task, model, stage, ...of].filter((part) => part !== undefined).join("-");
}

function readNumber(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (NUMBER.test(text)) return Number(text);
  throw new UserError(
    `pull-request: ${JSON.stringify(text.slice(0, 120))} was given; the number of a pull request is allowed`,
  );
}
