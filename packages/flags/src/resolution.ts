import { isPlain } from "./logic/values.ts";

/** What a variant may stand for. Answered objects and lists are the definition's own: whoever changes one changes every later answer. */
export type FlagValue = boolean | string | number | { readonly [key: string]: unknown } | readonly unknown[];

/** Who asks: OpenFeature's evaluation context, as JSON would carry it. */
export interface Context {
  readonly targetingKey?: string;
  readonly [name: string]: unknown;
}

/** As flagd answers: STATIC without a rule, TARGETING_MATCH by one, DEFAULT where it chose nothing. */
export type Reason = "STATIC" | "DEFAULT" | "TARGETING_MATCH" | "DISABLED" | "ERROR";

/** OpenFeature's error codes. */
export type ErrorCode =
  | "FLAG_NOT_FOUND"
  | "PARSE_ERROR"
  | "GENERAL"
  | "TARGETING_KEY_MISSING"
  | "INVALID_CONTEXT"
  | "TYPE_MISMATCH";

/** The metadata of a flag set, with those of a flag above them. */
export type Metadata = Readonly<Record<string, string | number | boolean>>;

/** An answer. It is frozen, and the same object is given whenever the answer is the same. */
export interface Resolution<Value = FlagValue | undefined> {
  /** Undefined where the caller's own default is to be taken: an error, a disabled flag, a flag without a default variant. */
  readonly value: Value;
  readonly variant: string | undefined;
  readonly reason: Reason;
  /** There exactly where the reason is ERROR. */
  readonly errorCode?: ErrorCode;
  readonly errorMessage?: string;
  readonly metadata: Metadata;
}

/** The kinds that OpenFeature's typed evaluations ask for. */
export interface Kinds {
  readonly boolean: boolean;
  readonly string: string;
  readonly number: number;
  readonly object: { readonly [key: string]: unknown } | readonly unknown[];
}

/** Whether an answer is of a kind. A number is finite, since JSON has no others; a list is an object, as OpenFeature sees it. */
export function isOfKind<Kind extends keyof Kinds>(
  resolution: Resolution,
  kind: Kind,
): resolution is Resolution<Kinds[Kind]> {
  return typeof resolution.value === kind;
}

/** Whether JSON can be a variant's value: not null, and no number that some of flagd's implementations would round. */
export function isFlagValue(value: unknown): value is FlagValue {
  return value !== null && (typeof value !== "number" || Math.abs(value) <= Number.MAX_SAFE_INTEGER);
}

/** The metadata that a set or flag holds, above those that are shared; objects, lists and null are left out. */
export function metadataOf(shared: Metadata, holder: unknown): Metadata {
  const own = isPlain(holder) && isPlain(holder["metadata"]) ? holder["metadata"] : {};
  return Object.fromEntries(Object.entries({ ...shared, ...own }).filter(isScalarEntry));
}

function isScalarEntry(entry: [string, unknown]): entry is [string, string | number | boolean] {
  return typeof entry[1] !== "object";
}
