import { sha256, UserError } from "@airworthy/evidence";
import type { Case } from "../cases/case.ts";
import { createIdSet } from "../cases/id-set.ts";
import type { Question } from "../model.ts";
import { MAX_NAME } from "../results/kept-cases.ts";
import type { Plan, PlannedTest, TestHead } from "../suite/plan.ts";

/** Cases that are put to the models at once. */
export interface Batch {
  /** The test's place in the plan. */
  readonly test: number;
  readonly planned: PlannedTest;
  readonly cases: readonly Case[];
  /** Case by case, and of each its inputs in order, the first time, then the second. */
  readonly questions: readonly Question[];
}

/** An id that is spread evenly as it is. Zeros in front are those of a data set's own numbers. */
const HASH = /^(?!0{4})[0-9a-f]{16}$/;

/**
 * A plan's cases in batches of at least `size` questions, but for the last of each test: a case is never split. One batch
 * is in memory, and of the cases before it no more than 22 bytes each. Throws a UserError for an id that an earlier case of
 * the test has.
 */
export async function* batchesOf(plan: Plan, size: number): AsyncGenerator<Batch> {
  for (const [test, planned] of plan.tests.entries()) {
    const checkId = idChecker(planned.head);
    let cases: Case[] = [];
    let questions: Question[] = [];
    for await (const chunk of planned.cases()) {
      for (const item of chunk) {
        checkId(item.id);
        cases.push(item);
        ask(questions, planned.head, item);
        if (questions.length < size) continue;
        yield { test, planned, cases, questions };
        cases = [];
        questions = [];
      }
    }
    if (cases.length > 0) yield { test, planned, cases, questions };
  }
}

function ask(questions: Question[], head: TestHead, item: Case): void {
  const id = `${head.id}/${item.id}`;
  for (let repeat = 0; repeat < head.repeat.times; repeat++) {
    for (let at = 0; at < item.inputs.length; at++) {
      questions.push({ id: at === 0 ? id : `${id}#${at}`, input: item.inputs[at] ?? "", repeat });
    }
  }
}

function idChecker(head: TestHead): (id: string) => void {
  const seen = createIdSet();
  return (id) => {
    if (id === "" || id.length > MAX_NAME) {
      throw new UserError(`test ${head.id}: a case's id has ${id.length} characters; 1 to ${MAX_NAME} are allowed`);
    }
    if (seen.add(HASH.test(id) ? id : sha256(id).slice(0, 16))) return;
    throw new UserError(`test ${head.id}: two cases have the id ${JSON.stringify(id)}; an id names one case`);
  };
}
