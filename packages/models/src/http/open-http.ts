import { UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { identityOf } from "../identity.ts";
import type { OpenOptions } from "../open-options.ts";
import type { Answer, Predictor, Question } from "../predictor.ts";
import { show } from "../show.ts";
import { nameOf } from "./address.ts";
import { answerMapSchema, classesSchema, readMapped } from "./answer-map.ts";
import { createHttpPredictor, timed } from "./batches.ts";
import { HttpClient } from "./client.ts";
import { batchSchema, httpEntries } from "./http-entries.ts";
import { HttpProblem } from "./http-problem.ts";
import { pointAt, pointerSchema } from "./pointer.ts";
import { fillJson, MissingFieldError, placeholdersOf } from "./template.ts";

/** Of questions in a request whose body takes several. */
const BATCH = 32;

/** Any endpoint that takes JSON and answers JSON. */
export const httpEndpointEntries = {
  ...httpEntries,
  method: v.optional(v.pipe(v.picklist(["POST", "PUT"]), v.description("POST unless given."))),
  body: v.pipe(
    v.unknown(),
    v.check((body) => placeholdersOf(body).length > 0, "must hold {{input}}, {{inputs}} or {{a field's name}}"),
    v.description(
      "The request's JSON. A text {{input}} becomes the input, {{inputs}} the list of a batch's inputs, {{name}} the field of that name.",
    ),
  ),
  batch: v.optional(batchSchema),
  answers: v.optional(
    v.pipe(
      pointerSchema,
      v.description("With {{inputs}}: where the list of answers is; the whole reply unless given."),
    ),
  ),
  answer: v.optional(
    v.pipe(
      answerMapSchema,
      v.description(
        "Where the answer is in the reply, or in each of the answers: one JSON Pointer, or one for each part.",
      ),
    ),
  ),
  classes: v.optional(classesSchema),
};

const configSchema = v.object(httpEndpointEntries);

type HttpEndpointConfig = v.InferOutput<typeof configSchema>;

/** A model behind an endpoint of its own making. Throws a UserError for a configuration that contradicts itself. */
export async function openHttp(config: HttpEndpointConfig, options: OpenOptions): Promise<Predictor> {
  const takesSeveral = placeholdersOf(config.body).includes("inputs");
  checkPlaceholders(config, takesSeveral);
  const client = new HttpClient(config, options);
  return createHttpPredictor({
    client,
    identity: identityOf(config),
    batch: takesSeveral ? (config.batch ?? BATCH) : 1,
    ask: (questions) => ask(client, config, questions, takesSeveral),
  });
}

function checkPlaceholders(config: HttpEndpointConfig, takesSeveral: boolean): void {
  if (takesSeveral && placeholdersOf(config.body).some((name) => name !== "inputs")) {
    throw new UserError("the body holds {{inputs}} and a placeholder of a single input; one of the two is allowed");
  }
  if (!takesSeveral && (config.batch !== undefined || config.answers !== undefined)) {
    throw new UserError("batch and answers are for a body with {{inputs}}; this one takes a single input");
  }
}

async function ask(
  client: HttpClient,
  config: HttpEndpointConfig,
  questions: readonly Question[],
  takesSeveral: boolean,
): Promise<readonly Answer[]> {
  const [first] = questions;
  if (first === undefined) return [];
  const inputs = takesSeveral ? questions.map((question) => question.input) : undefined;
  const body = filled(config.body, first, inputs);
  if (typeof body === "object") return [body];
  const reply = await client.ask({ method: config.method ?? "POST", url: new URL(config.url), body }, first.id);
  const items = takesSeveral ? listIn(reply.value, config, questions.length) : [reply.value];
  const answers = items.map((item) => readMapped(item, config.answer ?? "", config.classes));
  return timed(answers, reply.milliseconds);
}

function filled(body: unknown, first: Question, inputs: readonly Question["input"][] | undefined): string | Answer {
  try {
    return JSON.stringify(fillJson(body, first.input, inputs));
  } catch (error) {
    if (error instanceof MissingFieldError) return { problem: error.message };
    throw error;
  }
}

function listIn(value: unknown, config: HttpEndpointConfig, count: number): readonly unknown[] {
  const list = pointAt(value, config.answers ?? "");
  if (Array.isArray(list) && list.length === count) return list;
  const found = Array.isArray(list) ? `${list.length} answers` : show(list);
  throw new HttpProblem(`${nameOf(new URL(config.url))} answered ${found}; a list of ${count} was asked for`);
}
