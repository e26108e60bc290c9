import { compareCase } from "./compare-case.ts";
import { judge } from "./judge.ts";
import { type Answer, isUnanswered, type Model, type Question } from "./model.ts";
import type { Case, Plan, PlannedTest } from "./plan.ts";
import type { BehaviorTest } from "./suite.ts";
import { addCase, type CaseResult, createTally, type ModelResult, type Tally } from "./tally.ts";

export interface RunOptions {
  /** Texts put to a model at once, at least; a case is never split over two batches. */
  readonly batchSize: number;
  readonly signal?: AbortSignal;
  /** Told of each batch's cases as soon as they are judged, in the order of the plan, and waited for. */
  onBatch?(test: BehaviorTest, results: readonly CaseResult[]): void | Promise<void>;
}

export interface Models {
  readonly candidate: Model;
  readonly baseline: Model | null;
}

const NOT_ASKED = "not asked, since the model had stopped answering";

/**
 * Puts every case of a plan to the candidate and, if there is one, to the baseline, batch by batch, both at the same
 * time. A model that answers nothing of a whole batch, be it not of one text only, is not asked again: what broke would
 * break again, and each slow batch would cost its time limit. The cases left over count as unanswered.
 * Throws the signal's reason when it is aborted.
 */
export async function runSuite(plan: Plan, models: Models, options: RunOptions): Promise<Tally[]> {
  const classes = new Set(plan.suite.classes);
  const candidate = untilItStops(models.candidate);
  const baseline = models.baseline === null ? null : untilItStops(models.baseline);
  const tallies: Tally[] = [];
  for (const planned of plan.tests) {
    const tally = createTally(planned, baseline !== null);
    for (const { cases, questions } of batches(planned, options.batchSize)) {
      options.signal?.throwIfAborted();
      const [now, was] = await Promise.all([candidate.predict(questions), baseline?.predict(questions) ?? null]);
      const results = judgeBatch({ test: planned.test, classes, cases }, now, was);
      for (const result of results) addCase(tally, result);
      await options.onBatch?.(planned.test, results);
    }
    tallies.push(tally);
  }
  return tallies;
}

interface JudgeTask {
  readonly test: BehaviorTest;
  readonly classes: ReadonlySet<string>;
  readonly cases: readonly Case[];
}

/** Deals a batch's answers out to its cases. */
function judgeBatch(task: JudgeTask, now: readonly Answer[], was: readonly Answer[] | null): CaseResult[] {
  const { test, classes, cases } = task;
  const judged = (answers: readonly Answer[]): ModelResult => ({ answers, judgement: judge(test, classes, answers) });
  let start = 0;
  return cases.map((planned) => {
    const end = start + planned.texts.length;
    const candidate = judged(now.slice(start, end));
    const baseline = was && judged(was.slice(start, end));
    start = end;
    return { planned, change: compareCase(candidate.judgement, baseline?.judgement ?? null), candidate, baseline };
  });
}

interface Batch {
  readonly cases: readonly Case[];
  readonly questions: readonly Question[];
}

function* batches(planned: PlannedTest, size: number): Generator<Batch> {
  let cases: Case[] = [];
  let questions: Question[] = [];
  for (const item of planned.cases) {
    cases.push(item);
    const id = `${planned.test.id}/${item.id}`;
    for (const [at, input] of item.texts.entries()) questions.push({ id: at === 0 ? id : `${id}#${at}`, input });
    if (questions.length < size) continue;
    yield { cases, questions };
    cases = [];
    questions = [];
  }
  if (cases.length > 0) yield { cases, questions };
}

function untilItStops(model: Model): Model {
  let stopped = false;
  return {
    async predict(questions) {
      if (stopped) return questions.map(() => ({ problem: NOT_ASKED }));
      const answers = await model.predict(questions);
      stopped = questions.length > 1 && answers.every(isUnanswered);
      return answers.length === questions.length ? answers : wrongCount(questions, answers);
    },
  };
}

function wrongCount(questions: readonly Question[], answers: readonly Answer[]): Answer[] {
  const problem = `${answers.length} answers were given to ${questions.length} questions`;
  return questions.map(() => ({ problem }));
}
