import * as v from "valibot";
import { identityOf } from "../identity.ts";
import type { OpenOptions } from "../open-options.ts";
import type { Answer, Predictor, Question } from "../predictor.ts";
import { own, show } from "../show.ts";
import { below, nameOf } from "./address.ts";
import { answerMapSchema, classesSchema, readMapped } from "./answer-map.ts";
import { createHttpPredictor, timed } from "./batches.ts";
import { HttpClient } from "./client.ts";
import { batchSchema, httpEntries } from "./http-entries.ts";
import { HttpProblem } from "./http-problem.ts";
import { INVOCATION_FORMATS, invocationOf } from "./mlflow-invocation.ts";
import { untilReady } from "./readiness.ts";

const BATCH = 64;

/** A model behind MLflow's scoring server. */
export const mlflowEntries = {
  ...httpEntries,
  format: v.optional(
    v.pipe(
      v.picklist(INVOCATION_FORMATS),
      v.description("How inputs are sent; inputs for texts and dataframe_split for records unless given."),
    ),
  ),
  column: v.optional(
    v.pipe(v.string(), v.nonEmpty(), v.description("The column that texts are sent in, as a dataframe of one column.")),
  ),
  params: v.optional(v.pipe(v.record(v.string(), v.unknown()), v.description("The model's inference parameters."))),
  batch: v.optional(batchSchema),
  answer: v.optional(
    v.pipe(
      answerMapSchema,
      v.description("Where the answer is in each prediction, where that is a record of its own making."),
    ),
  ),
  classes: v.optional(classesSchema),
};

const configSchema = v.object(mlflowEntries);

type MlflowConfig = v.InferOutput<typeof configSchema>;

/**
 * A model that `mlflow models serve` and the like have at `url`: `/ping` is waited for, `/invocations` is asked, and
 * `{"predictions": […]}` holds a class, a number, a list of scores or a record for each input.
 * Throws a UserError where the server is not ready in time.
 */
export async function openMlflow(config: MlflowConfig, options: OpenOptions): Promise<Predictor> {
  const base = new URL(config.url);
  const client = new HttpClient(config, options);
  try {
    await untilReady(client, below(base, "/ping"), options);
  } catch (error) {
    await client[Symbol.asyncDispose]();
    throw error;
  }
  const url = below(base, "/invocations");
  return createHttpPredictor({
    client,
    identity: identityOf(config),
    batch: config.batch ?? BATCH,
    ask: (questions) => ask({ client, config, url }, questions),
  });
}

interface Way {
  readonly client: HttpClient;
  readonly config: MlflowConfig;
  readonly url: URL;
}

async function ask({ client, config, url }: Way, questions: readonly Question[]): Promise<readonly Answer[]> {
  const invocation = invocationOf(questions, config);
  const body = JSON.stringify(config.params === undefined ? invocation : { ...invocation, params: config.params });
  const reply = await client.ask({ method: "POST", url, body }, questions[0]?.id ?? "");
  const predictions = own(reply.value, "predictions");
  if (!Array.isArray(predictions) || predictions.length !== questions.length) {
    const found = Array.isArray(predictions)
      ? `${predictions.length} predictions`
      : `predictions that are ${show(predictions)}`;
    throw new HttpProblem(`${nameOf(url)} answered ${found}; a list of ${questions.length} was asked for`);
  }
  const answers = predictions.map((item) => readMapped(item, config.answer ?? "", config.classes));
  return timed(answers, reply.milliseconds);
}
