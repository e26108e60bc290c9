/**
 * The user's input, configuration or permission is wrong. The message says what was given and what is allowed;
 * `remedy`, where there is one, says how to mend it. Shown without a stack.
 */
export class UserError extends Error {
  override readonly name = "UserError";
  readonly remedy: string | undefined;

  constructor(message: string, options: { remedy?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.remedy = options.remedy;
  }
}
