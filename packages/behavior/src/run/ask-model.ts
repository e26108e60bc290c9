import { judgeCase } from "../expectations/aggregate.ts";
import type { Judgement } from "../expectations/expectation.ts";
import { repeatedJudgement } from "../expectations/repeated.ts";
import { type Answer, isUnanswered, type Model } from "../model.ts";
import type { ModelResult, Repeat } from "../results/case-result.ts";
import type { Batch } from "./batches.ts";

const NOT_ASKED = { problem: "not asked, since the model had stopped answering" };

/** What a model said of a batch. */
export interface Asked {
  readonly answers: readonly Answer[];
  /** One for each of the batch's cases. */
  readonly results: readonly ModelResult[];
}

/** A model during a run. */
export interface AskedModel {
  /** Asks and judges. `place` is the batch's place in the plan. */
  ask(batch: Batch, place: number): Promise<Asked>;
  /** What counts of a batch, once every batch before it has been asked. */
  settle(batch: Batch, place: number, asked: Asked): Asked;
}

/** One batch may be at fault by itself; a model that three in a row get nothing from is broken. */
const SILENT_BATCHES = 3;

/**
 * A model that answers nothing of three batches in a row is not asked again: what broke would break again, and each slow
 * batch would cost its time limit. Batches after them may be under way by then; they count as not asked all the same,
 * so that a run ends alike whichever batch is done first.
 */
export function askedUntilItStops(model: Model): AskedModel {
  let stoppedAt = Number.POSITIVE_INFINITY;
  let silent = 0;
  return {
    async ask(batch, place) {
      if (place > stoppedAt) return notAsked(batch);
      const answers = withRightCount(await model.predict(batch.questions), batch.questions.length);
      return { answers, results: await judgeBatch(batch, answers) };
    },
    settle(batch, place, asked) {
      if (place > stoppedAt) return notAsked(batch);
      silent = asked.answers.every(isUnanswered) ? silent + 1 : 0;
      if (silent === SILENT_BATCHES) stoppedAt = place;
      return asked;
    },
  };
}

function withRightCount(answers: readonly Answer[], count: number): readonly Answer[] {
  if (answers.length === count) return answers;
  const problem = `${answers.length} answers were given to ${count} questions`;
  return Array.from({ length: count }, () => ({ problem }));
}

function notAsked({ planned, cases, questions }: Batch): Asked {
  const judgement: Judgement = { outcome: "unanswered", problem: NOT_ASKED.problem, at: 0 };
  const { times } = planned.head.repeat;
  const results = cases.map(({ inputs }): ModelResult => {
    const answers = inputs.map(() => NOT_ASKED);
    return {
      answers,
      judgement,
      repeats: times === 1 ? null : Array.from({ length: times }, () => ({ answers, judgement })),
    };
  });
  return { answers: questions.map(() => NOT_ASKED), results };
}

/** Deals a batch's answers out to its cases. */
async function judgeBatch(batch: Batch, answers: readonly Answer[]): Promise<readonly ModelResult[]> {
  const { times, passes } = batch.planned.head.repeat;
  const judged = judgeEach(batch, answers);
  // Most judgements need no waiting. Those that ask a judge do so all at once: how many it takes, the judge knows.
  const repeats = areJudged(judged) ? judged : await Promise.all(judged);
  return batch.cases.map((_, at) => resultOf(repeats.slice(at * times, (at + 1) * times), passes));
}

/** One for each time that each case was asked, case by case. */
function judgeEach({ planned, cases }: Batch, answers: readonly Answer[]): readonly (Repeat | Promise<Repeat>)[] {
  const { head, expectation } = planned;
  const judged: (Repeat | Promise<Repeat>)[] = [];
  let start = 0;
  for (const item of cases) {
    for (let repeat = 0; repeat < head.repeat.times; repeat++) {
      const own = answers.slice(start, start + item.inputs.length);
      start += item.inputs.length;
      const judgement = judgeCase(head.kind, item, own, expectation);
      const isLate = judgement instanceof Promise;
      judged.push(isLate ? judgement.then((late) => ({ answers: own, judgement: late })) : { answers: own, judgement });
    }
  }
  return judged;
}

function areJudged(judged: readonly (Repeat | Promise<Repeat>)[]): judged is readonly Repeat[] {
  return !judged.some((repeat) => repeat instanceof Promise);
}

function resultOf(repeats: readonly Repeat[], passes: number): ModelResult {
  const [first] = repeats;
  if (first === undefined) throw new RangeError("a case must be asked at least once");
  if (repeats.length === 1) return { answers: first.answers, judgement: first.judgement, repeats: null };
  const judgement = repeatedJudgement(
    repeats.map((repeat) => repeat.judgement),
    passes,
  );
  return { answers: first.answers, judgement, repeats };
}
