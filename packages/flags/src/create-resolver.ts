import { type Answer, answerOf, refusal } from "./flag.ts";
import { type Fractional, fractionalV2 } from "./fractional.ts";
import { fail, messageOf, plainOf } from "./logic/values.ts";
import { type Context, isOfKind, type Kinds, type Metadata, metadataOf, type Resolution } from "./resolution.ts";

export interface ResolverOptions {
  /** How `fractional` hashes: as flagd does today, unless `fractionalV3` of "@airworthy/flags/v3" is given. */
  readonly fractional?: Fractional;
  /** Seconds since 1970, for rules that read `$flagd.timestamp`; without it they answer PARSE_ERROR. */
  readonly now?: () => number;
}

/** Answers for the flags of one definition. No method throws. */
export interface Resolver {
  /** The answer for a flag. An undefined value, whatever its reason, asks for the caller's own default. */
  resolve(flag: string, context?: Context): Resolution;
  /** The same where a value of one kind is needed, with the caller's default in place of what is missing or of another kind. */
  resolveAs<Kind extends keyof Kinds>(
    kind: Kind,
    flag: string,
    fallback: Kinds[Kind],
    context?: Context,
  ): Resolution<Kinds[Kind]>;
  /** The names of all flags. */
  readonly flags: readonly string[];
  readonly metadata: Metadata;
  /** Why nothing of the definition can be answered, such as where it is no JSON; null where it can. */
  readonly problem: string | null;
}

/**
 * A resolver for a flag definition of flagd: JSON text of https://flagd.dev/schema/v0/flags.json, or of flagd.json, where flags may be a
 * list. Never throws: a broken definition answers PARSE_ERROR for every flag, a broken flag for itself. Flags are compiled when they are
 * first asked for.
 */
export function createResolver(
  definition: string,
  { fractional = fractionalV2, now = () => fail("no clock") }: ResolverOptions = {},
): Resolver {
  const answers = new Map<string, Answer>();
  let metadata: Metadata = {};
  let problem: string | null = null;
  try {
    const whole = plainOf(JSON.parse(definition));
    const { flags, $evaluators } = whole;
    metadata = metadataOf({}, whole);
    const shared = { evaluators: new Map(Object.entries($evaluators ?? {})), metadata, fractional, now };
    const named = Array.isArray(flags)
      ? flags.map((flag) => [plainOf(flag)["key"], flag])
      : Object.entries(plainOf(flags));
    for (const [name, flag] of named) answers.set(String(name), answerOf(String(name), flag, shared));
  } catch (error) {
    problem = messageOf(error);
  }

  const resolve = (flag: string, context: Context = {}): Resolution =>
    answers.get(flag)?.(context) ??
    refusal(problem ? "PARSE_ERROR" : "FLAG_NOT_FOUND", problem ?? "no such flag", metadata);

  return {
    resolve,
    resolveAs(kind, flag, fallback, context) {
      const found = resolve(flag, context);
      if (isOfKind(found, kind)) return found;
      const refused = found.value === undefined ? found : refusal("TYPE_MISMATCH", `not a ${kind}`, found.metadata);
      return { ...refused, value: fallback };
    },
    flags: [...answers.keys()],
    metadata,
    problem,
  };
}
