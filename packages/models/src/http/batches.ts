import type { Answer, Predictor, Question } from "../predictor.ts";
import type { HttpClient } from "./client.ts";
import { isAtWork } from "./health.ts";
import { HttpProblem } from "./http-problem.ts";

export interface Asking {
  readonly client: HttpClient;
  readonly identity: string;
  /** How many questions a request holds at most. */
  readonly batch: number;
  /** One answer a question, in order. Throws an HttpProblem that is then the problem of each of them. */
  ask(questions: readonly Question[]): Promise<readonly Answer[]>;
}

/**
 * A predictor that sends its questions in requests of a batch each, as many at once as the client allows. Where a server
 * refuses a batch, each of its questions is asked alone: one bad input takes no other's answer away.
 */
export function createHttpPredictor(asking: Asking): Predictor {
  return {
    files: [],
    identity: asking.identity,
    async predict(questions) {
      const answers = await Promise.all(inBatches(questions, asking.batch).map((batch) => answer(asking, batch)));
      return answers.flat();
    },
    [Symbol.asyncDispose]: () => asking.client[Symbol.asyncDispose](),
  };
}

function inBatches(questions: readonly Question[], size: number): (readonly Question[])[] {
  const count = Math.ceil(questions.length / size);
  return Array.from({ length: count }, (_, at) => questions.slice(at * size, (at + 1) * size));
}

async function answer(asking: Asking, questions: readonly Question[]): Promise<readonly Answer[]> {
  try {
    return await asking.ask(questions);
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    if (questions.length > 1 && isAtWork(error) && asking.client.health.isPatient) {
      return (await Promise.all(questions.map((question) => answer(asking, [question])))).flat();
    }
    return questions.map(() => ({ problem: error.message }));
  }
}

/** What a request's answers took: its time is each one's. */
export function timed(answers: readonly Answer[], milliseconds: number): Answer[] {
  return answers.map((given) =>
    "prediction" in given ? { ...given, usage: { milliseconds, ...given.usage } } : given,
  );
}
