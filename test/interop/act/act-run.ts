import type { ActJob, ActStep } from "./read-log.ts";

/** What became of a workflow. */
export interface ActRun {
  readonly exitCode: number | null;
  /** In the order in which they began. */
  readonly jobs: readonly ActJob[];
  /** All that act printed. */
  readonly log: string;
}

/** How the jobs that ran ended, by id; of a matrix one for each of its values. */
export function resultsOf({ jobs }: ActRun): Readonly<Record<string, readonly string[]>> {
  const ids = [...new Set(jobs.map(({ id }) => id))];
  return Object.fromEntries(ids.map((id) => [id, jobs.filter((job) => job.id === id).map(({ result }) => result)]));
}

/** A step of the first job of an id; throws where it did not run, with what act printed last. */
export function stepOf({ jobs, log }: ActRun, job: string, name: string): ActStep {
  const step = jobs.find(({ id }) => id === job)?.steps.get(name);
  if (step === undefined) throw new Error(`${job} has run no step ${name}: ${log.slice(-2_000)}`);
  return step;
}
