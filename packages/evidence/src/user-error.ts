/** One of the things that are wrong in a text, for whoever shows each by itself. */
export interface TextProblem {
  readonly message: string;
  /** The keys that lead to it from the top, where it has a place in a structure. */
  readonly path: readonly unknown[];
  /** From 1, where they are known. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

interface Options {
  readonly remedy?: string;
  readonly cause?: unknown;
  readonly problems?: readonly TextProblem[];
}

/**
 * The user's input, configuration or permission is wrong. The message says what was given and what is allowed;
 * `remedy`, where there is one, says how to mend it. Shown without a stack.
 */
export class UserError extends Error {
  override readonly name = "UserError";
  readonly remedy: string | undefined;
  /** What the message says of a text, each by itself; none where it is no list. */
  readonly problems: readonly TextProblem[];

  constructor(message: string, options: Options = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.remedy = options.remedy;
    this.problems = options.problems ?? [];
  }
}
