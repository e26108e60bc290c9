/** One input put to a model: text, or a record of named fields. */
export interface Question {
  readonly id: string;
  readonly input: string | Readonly<Record<string, unknown>>;
}

/** What a model said, or why it said nothing that can be used. */
export type Answer = Prediction | { readonly problem: string };

export interface Prediction {
  readonly prediction: string;
  /** A confidence for each class, finite; null where the model gives none. A Map, so that any text is a class. */
  readonly scores: ReadonlyMap<string, number> | null;
}

/** A model that is ready to answer. */
export interface Predictor extends AsyncDisposable {
  /** The files that the model was read from, absolute; none where it is a program found on the search path. */
  readonly files: readonly string[];
  /**
   * One answer for each question, in order. A model that throws, hangs, ends or answers badly is told by `problem` in
   * the place of each answer that is missing; it never makes this reject. Rejects only with the signal's reason.
   */
  predict(questions: readonly Question[]): Promise<readonly Answer[]>;
}

export interface PredictorOptions {
  /** The folder that relative paths start from; also the working folder of a command. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The longest a batch may take, in milliseconds. */
  readonly timeout: number;
  /** The longest that loading may take before the first batch, in milliseconds; models are slow to start. */
  readonly startTimeout: number;
  readonly signal?: AbortSignal;
}
