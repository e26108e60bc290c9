import { hex, hmacSha256, sha256 } from "../sha256.ts";
import { type EvaluationDetails, type Exposure, exposureOf, type HookContext } from "./exposure.ts";
import { Recent } from "./recent.ts";

export interface ExposureOptions {
  /** Takes each event; what it throws, and what a promise of its rejects with, goes to `onError`. */
  readonly emit: (exposure: Exposure) => unknown;
  /** The time of an evaluation, as `() => new Date()`. */
  readonly now: () => Date;
  /**
   * Writes context ids as HMAC-SHA-256 under this key, in hexadecimal digits. Who knows neither key nor id cannot tell
   * whom a line is of, while equal ids stay equal; under the law of many places such a line is personal data all the same.
   */
  readonly salt?: string;
  /**
   * How many exposures are remembered, so that one of the same flag, version, variant, value and context id is not emitted
   * again within the hour; 10,000 unless told, 0 to emit every evaluation. A rollout's step is another version of its flag.
   */
  readonly remember?: number;
  /** Told of what went wrong with an event: the application is not. */
  readonly onError?: (error: unknown) => void;
}

/** A hook for OpenFeature's server SDK as well as its web SDK. */
export interface ExposureHook {
  finally(context: HookContext, details?: EvaluationDetails): void;
}

/** With names of at most this many characters, some megabytes. */
const REMEMBERED = 10_000;
const LONGEST_NAME = 256;
const HOUR_MS = 3_600_000;

/**
 * An OpenFeature hook that emits an Exposure for each evaluation, also for one that failed. It never throws into the
 * application. Throws a RangeError here where an option is not allowed: a salt that hides nothing, a negative size.
 */
export function exposureHook(options: ExposureOptions): ExposureHook {
  const { emit, now, salt, remember = REMEMBERED } = options;
  if (salt === "") throw new RangeError("exposureHook: the salt is empty; a secret text of any length is allowed");
  if (!(Number.isInteger(remember) && remember >= 0)) {
    throw new RangeError(`exposureHook: ${remember} was given to remember; a whole number from 0 is allowed`);
  }
  const recent = new Recent(remember);
  const identify = salt === undefined ? (id: string) => id : (id: string) => hmacSha256(salt, id);
  const report = (error: unknown): void => {
    try {
      options.onError?.(error);
    } catch {
      // There is nobody left to tell, and the application is not to fail for it.
    }
  };
  return {
    finally(context, details) {
      // SDKs from before OpenFeature 0.8 do not say how the evaluation came out.
      if (details === undefined) return;
      try {
        const at = now();
        if (remember > 0 && !recent.note(nameOf(context, details, at))) return;
        const answer = emit(exposureOf(context, details, at, identify));
        if (answer instanceof Promise) answer.catch(report);
      } catch (error) {
        report(error);
      }
    },
  };
}

/**
 * What makes an exposure another one: a variant's value, too, changes when it comes to name another model, a version with a
 * step; and an hour later whoever is still there is told of again, so that an analysis sees that events still come.
 */
function nameOf({ flagKey, context }: HookContext, details: EvaluationDetails, at: Date): string {
  const { variant, value, errorCode, flagMetadata } = details;
  const id = Object.hasOwn(flagMetadata, "contextId") ? flagMetadata["contextId"] : context.targetingKey;
  const version = Object.hasOwn(flagMetadata, "version") ? flagMetadata["version"] : undefined;
  const hour = Math.floor(at.getTime() / HOUR_MS);
  const name = JSON.stringify([flagKey, variant, value, id, errorCode, version, hour]);
  return name.length <= LONGEST_NAME ? name : hex(sha256(new TextEncoder().encode(name)));
}
