import { UserError } from "@airworthy/evidence";

/**
 * `permission`: not logged in, or not allowed. `not-found`: there is no such thing, or the login may not see it.
 * `refused`: the registry understood and said no. `limit`: a rate limit or quota. `unreachable`: no answer, or a failure
 * on its side. `dishonest`: what it answered is not what was asked for, or breaks the protocol.
 */
export type ProblemKind = "permission" | "not-found" | "refused" | "limit" | "unreachable" | "dishonest";

interface Details {
  readonly remedy?: string | undefined;
  readonly cause?: unknown;
  readonly status?: number;
  readonly code?: string | null;
  readonly retryAfter?: number | null;
  readonly isPassing?: boolean;
}

/** The registry did not do what was asked. Nothing of ours is broken, so it is shown without a stack. */
export class RegistryProblem extends UserError {
  readonly kind: ProblemKind;
  /** null where there was no answer. */
  readonly status: number | null;
  /** The registry's own, such as "BLOB_UPLOAD_UNKNOWN"; null where it gave none. */
  readonly code: string | null;
  /** Seconds that the registry asks to wait. */
  readonly retryAfter: number | null;
  /** Whether it may pass by itself, while it is unknown whether the request took effect. */
  readonly isPassing: boolean;

  constructor(kind: ProblemKind, message: string, details: Details = {}) {
    const remedy = details.remedy === undefined ? {} : { remedy: details.remedy };
    super(message, { ...remedy, cause: details.cause });
    this.kind = kind;
    this.status = details.status ?? null;
    this.code = details.code ?? null;
    this.retryAfter = details.retryAfter ?? null;
    this.isPassing = details.isPassing ?? false;
  }

  /** Whether the registry turned the request away for now without having looked at it. */
  get isLimited(): boolean {
    return this.status === 429 || (this.status === 503 && this.retryAfter !== null);
  }
}
