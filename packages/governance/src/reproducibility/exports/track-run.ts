import { checkShape, formatStatement, type Statement, sha256, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { ReproducibilityPredicate } from "../predicate.ts";
import { mlflowBatches } from "./mlflow-batches.ts";
import { type MlflowContent, mlflowContent } from "./mlflow-content.ts";

/** A tracking server's REST API 2.0, by paths below `mlflow/`. Each throws a UserError where the server cannot be reached or refuses. */
export interface TrackingServer {
  /** What a GET answers; null where the server says that there is no such thing. */
  find(path: string, query: Readonly<Record<string, string>>): Promise<unknown>;
  /** What a POST answers. Only what does no harm twice is sent again where an answer fails to come. */
  send(path: string, body: object, repeatable: boolean): Promise<unknown>;
}

/** What a tracking server calls a run. */
export interface TrackedRun {
  readonly experiment: string;
  readonly run: string;
}

/** Experiments have numbers, runs 32 hexadecimal digits; other stores than MLflow's own have other words. */
const id = v.pipe(v.string(), v.regex(/^[\w-]{1,256}$/, "must be an id of letters, digits, _ and -"));
const foundSchema = v.object({ experiment: v.object({ experiment_id: id }) });
const madeSchema = v.object({ experiment_id: id });
const runSchema = v.object({ run: v.object({ info: v.object({ run_id: id }) }) });

/**
 * Writes the check as a run to a tracking server: what `mlflowRun` writes into a folder, but for the evidence, of which the tag
 * `airworthy.evidence` has the digest. A run that cannot be written whole is left behind as FAILED where the server still takes
 * that. Throws the server's UserErrors, and one for answers that are none of MLflow's.
 */
export async function trackRun(
  statement: Statement<ReproducibilityPredicate>,
  server: TrackingServer,
): Promise<TrackedRun> {
  const content = mlflowContent(statement);
  const experiment = await experimentOf(content.experiment, server);
  const run = await createRun(experiment, content, server);
  const evidence = { name: "airworthy.evidence", value: `sha256:${sha256(formatStatement(statement))}` };
  const end = (status: string) => server.send("runs/update", { run_id: run, status, end_time: content.end }, true);
  try {
    for (const batch of mlflowBatches({ ...content, tags: [...content.tags, evidence] })) {
      await server.send("runs/log-batch", { run_id: run, ...batch }, true);
    }
    await end(content.isFinished ? "FINISHED" : "FAILED");
  } catch (error) {
    await end("FAILED").catch(() => null);
    throw error;
  }
  return { experiment, run };
}

/** The experiment of that name, which is made where there is none. */
async function experimentOf(name: string, server: TrackingServer): Promise<string> {
  const known = await findExperiment(name, server);
  if (known !== null) return known;
  try {
    const made = await server.send("experiments/create", { name }, true);
    return checkShape(madeSchema, made, "the tracking server's answer to experiments/create").experiment_id;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // Somebody else, or a first attempt without an answer, may have made it meanwhile.
    const made = await findExperiment(name, server).catch(() => null);
    if (made === null) throw error;
    return made;
  }
}

async function findExperiment(name: string, server: TrackingServer): Promise<string | null> {
  const found = await server.find("experiments/get-by-name", { experiment_name: name });
  if (found === null) return null;
  return checkShape(foundSchema, found, "the tracking server's answer to experiments/get-by-name").experiment
    .experiment_id;
}

/** Never sent twice: it would make two runs. */
async function createRun(experiment: string, content: MlflowContent, server: TrackingServer): Promise<string> {
  const body = { experiment_id: experiment, run_name: content.runName, start_time: content.start };
  const made = await server.send("runs/create", body, false);
  return checkShape(runSchema, made, "the tracking server's answer to runs/create").run.info.run_id;
}
