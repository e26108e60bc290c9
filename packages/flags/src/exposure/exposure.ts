/**
 * One evaluation of a flag, in the names of OpenFeature's appendix D and OpenTelemetry's feature-flag events. What is not
 * known is left out.
 */
export interface Exposure {
  /** RFC 3339, in UTC, to the millisecond. */
  readonly timestamp: string;
  readonly "feature_flag.key": string;
  readonly "feature_flag.result.variant"?: string;
  /** The variant's value, such as a model's digest, where it is a boolean, a number or a short text. */
  readonly "feature_flag.result.value"?: boolean | number | string;
  /** In lower case, such as "targeting_match". */
  readonly "feature_flag.result.reason"?: string;
  /** Whom the flag was evaluated for: the unit that an analysis counts. */
  readonly "feature_flag.context.id"?: string;
  readonly "feature_flag.set.id"?: string;
  readonly "feature_flag.version"?: string;
  readonly "feature_flag.provider.name"?: string;
  /** In lower case, such as "flag_not_found". */
  readonly "error.type"?: string;
  readonly "error.message"?: string;
}

/** What an OpenFeature hook is told of an evaluation, as far as it is needed here. */
export interface HookContext {
  readonly flagKey: string;
  readonly context: { readonly targetingKey?: string };
  readonly providerMetadata: { readonly name: string };
}

/** How an evaluation came out, as OpenFeature's SDKs tell a hook. */
export interface EvaluationDetails {
  readonly value: unknown;
  readonly variant?: string;
  readonly reason?: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly flagMetadata: Readonly<Record<string, boolean | number | string>>;
}

/** Longer texts are left out as values and cut as messages: an event is a line, and its pipeline may cap it. */
const LONGEST_TEXT = 256;

/** The event of an evaluation at a time, its context id as `identify` writes it. Throws on an invalid date. */
export function exposureOf(
  hook: HookContext,
  details: EvaluationDetails,
  at: Date,
  identify: (id: string) => string,
): Exposure {
  const { variant, value, reason, errorCode, errorMessage, flagMetadata: metadata } = details;
  const id = textOf(metadata, "contextId") ?? hook.context.targetingKey;
  return withoutGaps({
    timestamp: at.toISOString(),
    "feature_flag.key": hook.flagKey,
    "feature_flag.result.variant": variant,
    "feature_flag.result.value": errorCode === undefined ? shortValue(value) : undefined,
    "feature_flag.result.reason": reason?.toLowerCase(),
    "feature_flag.context.id": id === undefined ? undefined : identify(id),
    "feature_flag.set.id": textOf(metadata, "flagSetId"),
    "feature_flag.version": textOf(metadata, "version"),
    "feature_flag.provider.name": hook.providerMetadata.name,
    "error.type": errorCode?.toLowerCase(),
    "error.message": errorCode === undefined ? undefined : errorMessage?.slice(0, LONGEST_TEXT),
  });
}

/** Line ends to some readers of lines, or invisible, and yet nothing that JSON escapes. */
const UNESCAPED = /[\x7f-\x9f\u2028\u2029]/g;

/** An exposure as a line of a JSON Lines file, its line feed included. */
export function exposureLine(exposure: Exposure): string {
  const json = JSON.stringify(exposure);
  return `${json.replace(UNESCAPED, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`;
}

type Gapped = { readonly [K in keyof Exposure]: Exposure[K] | undefined };

/** Keys in the order given, so that the same event is the same line. */
function withoutGaps(given: Gapped & Pick<Exposure, "timestamp" | "feature_flag.key">): Exposure {
  const { timestamp, "feature_flag.key": key, ...rest } = given;
  const known = Object.entries(rest).filter(([, value]) => value !== undefined);
  return { timestamp, "feature_flag.key": key, ...Object.fromEntries(known) };
}

function shortValue(value: unknown): boolean | number | string | undefined {
  if (typeof value === "string") return value.length <= LONGEST_TEXT ? value : undefined;
  return typeof value === "boolean" || typeof value === "number" ? value : undefined;
}

/** Metadata are the definition's, in which a version is often a number. */
function textOf(metadata: EvaluationDetails["flagMetadata"], name: string): string | undefined {
  return Object.hasOwn(metadata, name) ? String(metadata[name]) : undefined;
}
