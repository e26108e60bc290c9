import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { parse } from "yaml";
import { type Job, jobSchema, scalar } from "../workflow/workflow-file.ts";

/** A job of a workflow that a team has: one of its own, or a call of ours. */
const callSchema = v.looseObject({ uses: v.string(), with: v.record(v.string(), scalar) });
const workflowSchema = v.object({ jobs: v.record(v.string(), v.unknown()) });

/** Released, our actions are those of the tag; here they are those that were built. */
const RELEASED = /airworthy\/airworthy\/(actions\/[a-z-]+)@v1/g;

/** The job of a workflow in a repository, to be run by `runJob`; each of `others` stands in the place of a text. */
export async function ownJob(
  repository: string,
  [workflow, job]: readonly [workflow: string, job: string],
  others: Readonly<Record<string, string>>,
): Promise<Job> {
  return v.parse(jobSchema, await read(repository, workflow, job, others));
}

/** What a job hands to the reusable workflow that it calls. */
export async function ownCall(
  repository: string,
  [workflow, job]: readonly [workflow: string, job: string],
  others: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string | number | boolean>>> {
  return v.parse(callSchema, await read(repository, workflow, job, others)).with;
}

/** Throws where one of `others` is not there: nothing would stand in its place. */
async function read(repository: string, workflow: string, job: string, others: Readonly<Record<string, string>>) {
  const text = await readFile(join(repository, ".github", "workflows", workflow), "utf8");
  const replaced = Object.entries(others).reduce(
    (whole, [from, to]) => {
      if (!whole.includes(from)) throw new Error(`${workflow} has no ${JSON.stringify(from)}`);
      return whole.replaceAll(from, to);
    },
    text.replaceAll(RELEASED, "$$/$1"),
  );
  return v.parse(workflowSchema, parse(replaced)).jobs[job];
}
