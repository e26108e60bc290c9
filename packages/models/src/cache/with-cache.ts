import { isSha256, UserError } from "@airworthy/evidence";
import type { Answer, Predictor, Question } from "../predictor.ts";
import { AnswerCache, type CacheEntry, DEFAULT_MAX_BYTES } from "./answer-cache.ts";

export interface CacheOptions {
  /** The folder that answers are kept in, absolute; made where it is missing. */
  readonly folder: string;
  /** SHA-256 of the model, 64 hexadecimal digits: another model's answers are never found. */
  readonly model: string;
  /** The most that the folder may hold when it is opened; the oldest answers are removed. 512 MiB unless it is said. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

/** What became of the questions so far. */
export interface CacheUse {
  readonly hits: number;
  readonly misses: number;
  /** Lines of the cache that were met and not trusted: torn, damaged or foreign. */
  readonly ignored: number;
  /** Why answers are not kept any more; null while all is well. */
  readonly warning: string | null;
}

export interface CachedPredictor extends Predictor {
  cacheUse(): CacheUse;
}

/**
 * A predictor that answers from a cache what it was asked before: by another run too, if the model and the predictor's
 * identity are the same and so are the input and the repeat. Only predictions are kept: a problem may pass, and what a model
 * does not support it is asked again. Tokens and cost of a kept answer are those of its making; it has no latency. The cache
 * takes the predictor over: closing it closes both. Throws a UserError where the folder cannot be used.
 */
export async function withCache(predictor: Predictor, options: CacheOptions): Promise<CachedPredictor> {
  const { folder, model, maxBytes = DEFAULT_MAX_BYTES, signal } = options;
  if (!isSha256(model)) throw new UserError(`the cache needs the model's SHA-256; ${JSON.stringify(model)} was given`);
  const scope = `${model}\n${predictor.identity}`;
  const cache = await AnswerCache.open({ folder, scope, maxBytes, ...(signal === undefined ? {} : { signal }) });
  let hits = 0;
  let misses = 0;
  return {
    files: predictor.files,
    identity: predictor.identity,
    ...(predictor.runtime === undefined ? {} : { runtime: predictor.runtime }),
    cacheUse: () => ({ hits, misses, ignored: cache.ignored, warning: cache.warning }),
    async predict(questions) {
      const { answers, open } = lookUp(cache, questions);
      hits += questions.length - open.length;
      misses += open.length;
      if (open.length > 0) await askOpen(predictor, cache, open, answers);
      return answers;
    },
    async [Symbol.asyncDispose]() {
      cache[Symbol.dispose]();
      await predictor[Symbol.asyncDispose]();
    },
  };
}

/** A question that the cache does not answer. */
interface OpenQuestion {
  readonly question: Question;
  readonly place: number;
  readonly key: CacheEntry["key"];
}

function lookUp(cache: AnswerCache, questions: readonly Question[]) {
  const answers: Answer[] = [];
  const open: OpenQuestion[] = [];
  for (const [place, question] of questions.entries()) {
    const key = cache.key(question);
    const found = cache.find(key);
    if (found === null) open.push({ question, place, key });
    answers.push(found ?? { problem: "the model gave no answer" });
  }
  return { answers, open };
}

async function askOpen(
  predictor: Predictor,
  cache: AnswerCache,
  open: readonly OpenQuestion[],
  answers: Answer[],
): Promise<void> {
  const given = await predictor.predict(open.map(({ question }) => question));
  const entries: CacheEntry[] = [];
  for (const [at, { place, key }] of open.entries()) {
    const answer = given[at];
    if (answer === undefined) continue;
    answers[place] = answer;
    if ("prediction" in answer) entries.push({ key, prediction: answer });
  }
  cache.keep(entries);
}
