import { compareCodePoints } from "@airworthy/evidence";
import type { Case } from "../cases/case.ts";
import { type Answer, isUnanswered, isUnsupported } from "../model.ts";

export interface PredictionsRecord {
  /** The originals of judged cases. */
  readonly of: number;
  /** How many of them got each of the suite's classes, in the order of code points; classes that none got are left out. */
  readonly classes: readonly (readonly [name: string, count: number])[];
}

/** Which classes the candidate gives to originals, so that a model is found out that says the same of everything. */
export class PredictionCounts {
  readonly #known: ReadonlySet<string>;
  readonly #counts = new Map<string, number>();
  #of = 0;

  constructor(known: ReadonlySet<string>) {
    this.#known = known;
  }

  /** The answers to a judged case's inputs. */
  add(item: Case, answers: readonly Answer[]): void {
    for (const [at, answer] of answers.entries()) {
      if ((item.origins === null ? 0 : item.origins[at]) !== at) continue;
      if (isUnanswered(answer) || isUnsupported(answer)) continue;
      this.#of++;
      if (this.#known.has(answer.prediction)) this.#count(answer.prediction, 1);
    }
  }

  absorb(record: PredictionsRecord): void {
    this.#of += record.of;
    for (const [name, count] of record.classes) this.#count(name, count);
  }

  toRecord(): PredictionsRecord {
    return { of: this.#of, classes: [...this.#counts].sort(([a], [b]) => compareCodePoints(a, b)) };
  }

  #count(name: string, count: number): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + count);
  }
}
