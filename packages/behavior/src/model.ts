/** Text, or a record of named fields (JSON values): a row of a table, the messages of a chat, the numbers of a tensor. */
export type ModelInput = string | Readonly<Record<string, unknown>>;

/** One input put to a model. */
export interface Question {
  /** Names the input in problems and in files of predictions: `<test>/<case>`, then `#1`, `#2` … for what it became. */
  readonly id: string;
  readonly input: ModelInput;
  /** From 0. Of a question asked several times, to see whether the answers agree, each has another number. */
  readonly repeat: number;
}

/** What a model said of one input, or that the input is none of its business, or why it said nothing that can be used. */
export type Answer = Prediction | Unsupported | Unanswered;

export interface Prediction {
  /** A class's name, or generated text; of a regression the number as JavaScript prints it. */
  readonly prediction: string;
  /** The number, finite, of a regression. */
  readonly value?: number;
  /** Each class's confidence, finite; null from a model that gives none. */
  readonly scores: ReadonlyMap<string, number> | null;
  readonly usage?: Usage;
}

/** What an answer took, as far as the model's caller knows. Never part of what is digested. */
export interface Usage {
  /** How long the request took that the answer came with. */
  readonly milliseconds?: number;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  /** In US dollars. */
  readonly cost?: number;
}

/** The model says itself that it was not made for such an input: no mistake, but nothing to judge. */
export interface Unsupported {
  readonly unsupported: string;
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

export function isUnsupported(answer: Answer): answer is Unsupported {
  return "unsupported" in answer;
}
