import type { Context } from "@airworthy/flags";

/** The same flags, each way as JSON text. */
export interface EqualFlags {
  readonly names: readonly string[];
  /** As flagd's definition, which ours and flagd-core read. */
  readonly flagd: string;
  /** As the payload of GrowthBook's API. */
  readonly growthbook: string;
}

/** What is evaluated: one flag of a kind, or a hundred of all kinds in turn. */
export type FlagSet = Kind | "hundred";

type Kind = keyof typeof KINDS;

const VARIANTS = { stable: `sha256:${"9f".repeat(32)}`, canary: `sha256:${"60".repeat(32)}` };
const { stable, canary } = VARIANTS;
const COUNTRIES = ["de", "us", "at", "fr", "in", "ch", "br"];
const EARLY = ["de", "at", "ch"];
const USERS = 1_000;

const isEarly = { in: [{ var: "country" }, EARLY] };
const isNew = { sem_ver: [{ var: "version" }, ">=", "2.4.0"] };
const isStaff = { ends_with: [{ var: "email" }, "@example.com"] };

/** Each kind as flagd's rule and as GrowthBook's rules, in those of its forms that it is fastest with. */
const KINDS = {
  rule: {
    targeting: { if: [isEarly, { if: [isNew, "canary", "stable"] }, isStaff, "canary", "stable"] },
    rules: [
      { force: canary, condition: { country: { $in: EARLY }, version: { $vgte: "2.4.0" } } },
      { force: canary, condition: { country: { $nin: EARLY }, email: { $regex: "@example\\.com$" } } },
    ],
  },
  split: {
    targeting: { fractional: [{ var: "targetingKey" }, ["canary", 5], ["stable", 95]] },
    rules: [{ force: canary, coverage: 0.05, hashAttribute: "targetingKey", hashVersion: 2 }],
  },
  static: { targeting: {}, rules: [] },
};
const TURN: readonly Kind[] = ["rule", "split", "static"];
const HUNDRED = Array.from({ length: 100 }, (_, at) => TURN[at % TURN.length] ?? "static");

/** The flags of a set, named by their places. Throws where there is no such set. */
export function equalFlags(set: string): EqualFlags {
  const kinds = set === "hundred" ? HUNDRED : TURN.filter((kind) => kind === set);
  if (kinds.length === 0) throw new Error(`${set} is none of ${TURN.join(", ")}, hundred`);
  const flags = kinds.map((kind, at) => ({ name: `flag-${at}`, ...KINDS[kind] }));
  const definitions = flags.map(({ name, targeting }) => {
    return [name, { state: "ENABLED", variants: VARIANTS, defaultVariant: "stable", targeting }];
  });
  const features = flags.map(({ name, rules }) => [name, { defaultValue: stable, rules }]);
  return {
    names: flags.map(({ name }) => name),
    flagd: JSON.stringify({ flags: Object.fromEntries(definitions) }),
    growthbook: JSON.stringify({ features: Object.fromEntries(features) }),
  };
}

/** Who asks: of seven countries and twenty versions, a third of them staff. */
export function users(): Context[] {
  return Array.from({ length: USERS }, (_, at) => ({
    targetingKey: `user-${at}`,
    email: `user-${at}@example.${at % 3 === 0 ? "com" : "org"}`,
    country: COUNTRIES[at % COUNTRIES.length],
    version: `${at % 4}.${at % 10}.0`,
  }));
}
