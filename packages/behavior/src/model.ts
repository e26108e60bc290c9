/** One text put to a model. */
export interface Question {
  /** Names the text in problems and in files of predictions: `<test>/<case>`, then `#1`, `#2` … for what it became. */
  readonly id: string;
  readonly input: string;
}

/** What a model said of one text, or why it said nothing that can be used. */
export type Answer = Prediction | Unanswered;

export interface Prediction {
  readonly prediction: string;
  /** Each class's confidence, finite; null from a model that gives none. */
  readonly scores: ReadonlyMap<string, number> | null;
}

export interface Unanswered {
  readonly problem: string;
}

/**
 * The port to a model. It answers every question of a batch, in order; a model that throws, hangs or answers badly is
 * told by `problem` in the place of its answers, never by a rejection.
 */
export interface Model {
  predict(questions: readonly Question[]): Promise<readonly Answer[]>;
}

export function isUnanswered(answer: Answer): answer is Unanswered {
  return "problem" in answer;
}
