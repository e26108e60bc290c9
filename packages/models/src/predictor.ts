/** Text, or a record of named fields (JSON values). */
export type ModelInput = string | Readonly<Record<string, unknown>>;

/** One input put to a model. */
export interface Question {
  readonly id: string;
  readonly input: ModelInput;
  /** From 0. Of a question asked several times each has another number: a cache keeps them apart. */
  readonly repeat: number;
}

/** What a model said; or that the input is none of its business; or why it said nothing that can be used. */
export type Answer = Prediction | { readonly unsupported: string } | { readonly problem: string };

export interface Prediction {
  /** A class's name, or generated text; of a regression the number as JavaScript prints it. */
  readonly prediction: string;
  /** The number, finite, of a regression. */
  readonly value?: number;
  /** A confidence for each class, finite; null where the model gives none. A Map, so that any text is a class. */
  readonly scores: ReadonlyMap<string, number> | null;
  readonly usage?: Usage;
}

/** What an answer took, as far as it is known. */
export interface Usage {
  /** How long the request took that the answer came with. */
  readonly milliseconds?: number;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  /** In US dollars. */
  readonly cost?: number;
}

/** A model that is ready to answer. */
export interface Predictor extends AsyncDisposable {
  /** The files that the model was read from, absolute; none where it is a program found on the search path. */
  readonly files: readonly string[];
  /**
   * SHA-256 (64 hexadecimal digits) of how the model is called: its configuration without secrets, and what decides its
   * answers besides its files. Another identity may answer otherwise; time limits and the like are no part of it.
   */
  readonly identity: string;
  /** What computes, for a report, where that is known: "onnxruntime-web 1.30.0 on wasm". `identity` covers it. */
  readonly runtime?: string;
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
