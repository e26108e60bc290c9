import type { Context, ErrorCode, Resolver } from "../index.ts";

/**
 * How a flag resolved, in the terms of OpenFeature's SDKs. A failure carries `errorCode` besides: it is not in the type,
 * since the SDKs' type of it is an enumeration of theirs.
 */
export interface Details<T> {
  readonly value: T;
  readonly variant?: string;
  readonly reason: string;
  readonly errorMessage?: string;
  readonly flagMetadata: Readonly<Record<string, boolean | number | string>>;
}

/** An evaluation context as the SDKs hand it over: dates are allowed in it. */
export interface EvaluationContext {
  readonly targetingKey?: string;
  readonly [name: string]: unknown;
}

/** What a value must be for one of the four kinds of flags that OpenFeature has. */
export type Guard<T> = (value: unknown) => value is T;

/** Resolves a flag; the code's own value where there is none, or one of another kind. */
export function detailsOf<T>(
  resolver: Resolver,
  flag: string,
  fallback: T,
  context: EvaluationContext,
  isKind: Guard<T>,
): Details<T> {
  const { value, variant, reason, errorCode, errorMessage, metadata } = resolver.resolve(flag, plain(context));
  if (errorCode !== undefined) return failure(fallback, errorCode, errorMessage, metadata);
  if (value !== undefined && !isKind(value)) {
    return failure(fallback, "TYPE_MISMATCH", `the value of the flag is of another type: ${kindOf(value)}`, metadata);
  }
  const named = variant === undefined ? {} : { variant };
  return { value: value === undefined ? fallback : value, ...named, reason, flagMetadata: metadata };
}

/** The details of an evaluation that failed. */
export function failure<T>(
  value: T,
  errorCode: ErrorCode | "PROVIDER_NOT_READY",
  errorMessage: string | undefined,
  flagMetadata: Details<T>["flagMetadata"] = {},
): Details<T> {
  const message = errorMessage === undefined ? {} : { errorMessage };
  const details = { value, reason: "ERROR", errorCode, ...message, flagMetadata };
  return details;
}

/** Dates as JSON has them, as they reach whoever resolves remotely; the same object where there are none. */
function plain(context: EvaluationContext): Context {
  if (!Object.values(context).some((value) => value instanceof Date)) return context;
  const entries = Object.entries(context).map(([name, value]) => [
    name,
    value instanceof Date ? value.toJSON() : value,
  ]);
  return Object.fromEntries(entries);
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? "list" : typeof value;
}
