import type { Context, Resolution, Resolver } from "../index.ts";
import { hex, sha256 } from "../sha256.ts";
import { type Answer, type Failure, type FailureCode, failureAnswer, jsonAnswer } from "./answer.ts";

/** The answer of `POST /ofrep/v1/evaluate/flags/{key}`. */
export function evaluateFlag(resolver: Resolver, key: string, context: Context): Answer {
  const result = resultOf(key, resolver.resolve(key, context));
  return "errorCode" in result ? failureAnswer(result) : jsonAnswer(200, JSON.stringify(result));
}

/** The answer of `POST /ofrep/v1/evaluate/flags`; 304 where the client has it already, as its If-None-Match says. */
export function evaluateAll(resolver: Resolver, context: Context, ifNoneMatch: string | undefined): Answer {
  if (resolver.problem !== null) {
    return failureAnswer({ errorCode: "PARSE_ERROR", errorDetails: resolver.problem });
  }
  const flags = resolver.flags.map((key) => resultOf(key, resolver.resolve(key, context)));
  const body = JSON.stringify({ flags, metadata: resolver.metadata });
  // Of the answer, not of the definition: one that looks at the time answers otherwise without having been changed.
  const etag = `"${hex(sha256(new TextEncoder().encode(body)))}"`;
  if (names(ifNoneMatch, etag)) return { status: 304, headers: { etag }, body: "" };
  return jsonAnswer(200, body, { etag });
}

/** OFREP's `evaluationSuccess`. Without a value the client is to use the default of its code. */
interface Success {
  readonly key: string;
  readonly value?: unknown;
  readonly reason: (typeof REASONS)[number] | "UNKNOWN";
  readonly variant?: string;
  readonly metadata: Resolution["metadata"];
}

const REASONS = ["STATIC", "TARGETING_MATCH", "SPLIT", "DISABLED"] as const;
const CODES: readonly FailureCode[] = [
  "PARSE_ERROR",
  "TARGETING_KEY_MISSING",
  "INVALID_CONTEXT",
  "FLAG_NOT_FOUND",
  "GENERAL",
];

function resultOf(
  key: string,
  { value, variant, reason, errorCode, errorMessage, metadata }: Resolution,
): Success | Failure {
  if (errorCode !== undefined) {
    const known = CODES.find((code) => code === errorCode) ?? "GENERAL";
    return { key, errorCode: known, errorDetails: errorMessage ?? `the flag cannot be evaluated (${errorCode})` };
  }
  return {
    key,
    ...(value === undefined ? {} : { value }),
    // OFREP has no word for DEFAULT.
    reason: REASONS.find((known) => known === reason) ?? "UNKNOWN",
    ...(variant === undefined ? {} : { variant }),
    metadata,
  };
}

/** Whether an If-None-Match (RFC 9110, section 13.1.2) names an entity tag; weak ones count as well. */
function names(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return tags.includes("*") || tags.includes(etag);
}
