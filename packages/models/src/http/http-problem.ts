/** A request that gave no answer that can be used. Its message holds no secret, and is fit for a report. */
export class HttpProblem extends Error {
  override readonly name = "HttpProblem";
  /** The status answered; null where none was. */
  readonly status: number | null;
  /** What the server asked to wait before the next attempt, in milliseconds; null where it said nothing. */
  readonly retryAfter: number | null;
  /** Whether the next attempt may fare better. */
  readonly mayPass: boolean;

  constructor(message: string, about: { status?: number; retryAfter?: number | null; mayPass?: boolean } = {}) {
    super(message);
    this.status = about.status ?? null;
    this.retryAfter = about.retryAfter ?? null;
    this.mayPass = about.mayPass ?? false;
  }
}
