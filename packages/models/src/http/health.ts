import type { HttpProblem } from "./http-problem.ts";

/** So many failures in a row are no accident any more. */
const TOO_MANY = 10;
/** What a server answers that is at work, but fails on what it was sent. */
const AT_WORK: readonly number[] = [400, 413, 422, 500];

/**
 * How an endpoint has fared of late. One that fails again and again is not asked again for the same question, and one
 * that is out of reach, refuses, or hangs, is not asked any more: a suite of many thousand cases must come to its end.
 */
export class Health {
  #failures = 0;
  #absences = 0;
  #last = "";

  succeeded(): void {
    this.#failures = 0;
    this.#absences = 0;
  }

  failed(problem: HttpProblem): void {
    this.#failures++;
    this.#last = problem.message;
    this.#absences = isAtWork(problem) ? 0 : this.#absences + 1;
  }

  /** Whether it is worth while to ask again for the same. */
  get isPatient(): boolean {
    return this.#failures < TOO_MANY;
  }

  /** Why the endpoint is not asked any more; null while it is. */
  get givenUp(): string | null {
    if (this.#absences < TOO_MANY) return null;
    return `not asked, since the ${TOO_MANY} requests before failed; the last: ${this.#last}`;
  }
}

/** Whether the server answered, and it may be for one of several inputs that it failed. */
export function isAtWork(problem: HttpProblem): boolean {
  return problem.status !== null && AT_WORK.includes(problem.status);
}
