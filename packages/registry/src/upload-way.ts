import { RegistryProblem } from "./problem.ts";

/**
 * How a registry takes large blobs, best first: what can go on after a failure, then what Docker does and every registry
 * knows, then one PUT for those that know no PATCH.
 */
export const UPLOAD_WAYS = ["chunks", "small-chunks", "stream", "whole"] as const;

export type UploadWay = (typeof UPLOAD_WAYS)[number];

/** How registries say that they do not take a request of this size or kind. */
const REFUSING: readonly number[] = [400, 405, 411, 413, 415, 416, 501];

/** How they say that what they have is not what was sent. */
const MANGLED: ReadonlySet<string | null> = new Set(["DIGEST_INVALID", "SIZE_INVALID", "BLOB_UPLOAD_INVALID"]);

/** The registry does not take blobs this way; it may take them the next. */
export class WayRefused extends Error {
  override readonly name = "WayRefused";
  readonly next: UploadWay;

  constructor(next: UploadWay, cause: RegistryProblem | null) {
    super(`the registry does not take blobs so; ${next} may do`, { cause });
    this.next = next;
  }
}

/** The upload as the registry keeps it is gone, or not as we know it: the blob has to begin anew. */
export class SessionLost extends Error {
  override readonly name = "SessionLost";
  override readonly cause: RegistryProblem;

  constructor(cause: RegistryProblem) {
    super(cause.message);
    this.cause = cause;
  }
}

/** What to make of the failure of a way's first request: the next way, if there is one and that is what was refused. */
export function refusedWay(way: UploadWay, error: unknown): unknown {
  const next = UPLOAD_WAYS[UPLOAD_WAYS.indexOf(way) + 1];
  const isRefused = error instanceof RegistryProblem && error.status !== null && REFUSING.includes(error.status);
  return isRefused && next !== undefined ? new WayRefused(next, error) : error;
}

/** Whether the registry says that it has other bytes than those that were sent. */
export function isMangled(error: unknown): error is RegistryProblem {
  return error instanceof RegistryProblem && MANGLED.has(error.code);
}

/** Whether what became of the request is unknown, or nothing yet, so that it is worth finding out. */
export function mayPass(error: unknown): error is RegistryProblem {
  return error instanceof RegistryProblem && (error.isPassing || error.isLimited);
}

/** Whether the registry no longer knows the upload, or has another part of it than we think. */
export function isOutOfStep(error: unknown): error is RegistryProblem {
  return error instanceof RegistryProblem && (error.status === 404 || error.status === 416);
}
