import { createResolver } from "@airworthy/flags";

/** How users of the candidate fare; those of the baseline find 7 of 10 answers helpful, and report none. */
export interface World {
  /** Of ten answers. */
  readonly helpful: number;
  /** The same in German, where it is otherwise. */
  readonly german?: number;
  /** Of a hundred users how many report. */
  readonly reports: number;
}

export const HEALTHY: World = { helpful: 7, reports: 0 };

export interface Visits {
  /** The text of flags.json, as it is when they come. */
  readonly flags: string;
  /** The number of the first user: each comes once. */
  readonly first: number;
  readonly count: number;
  readonly at: Date;
  /** The digest whose users fare as the world says. */
  readonly candidate: string;
  readonly world: World;
}

/** JSON Lines of new users who come at one time by the flag, half of them German: each sees one answer at once. */
export function visitsOf({ flags, first, count, at, candidate, world }: Visits): string {
  const resolver = createResolver(flags);
  const timestamp = at.toISOString();
  const lines: object[] = [];
  for (let number = first + 1; number <= first + count; number++) {
    const user = `u${number - 1}`;
    const language = number % 2 === 0 ? "de" : "en";
    const { value, variant, metadata } = resolver.resolve("ranker", { targetingKey: user });
    const isCandidate = value === candidate;
    lines.push({
      timestamp,
      "feature_flag.key": "ranker",
      "feature_flag.result.variant": variant,
      "feature_flag.result.value": value,
      "feature_flag.context.id": user,
      "feature_flag.version": metadata?.["version"],
      language,
    });
    const { helpful, german = helpful, reports } = isCandidate ? world : HEALTHY;
    const pleased = (number * 7) % 10 < (language === "de" ? german : helpful) ? 1 : 0;
    lines.push({ timestamp, user, event: "feedback", helpful: pleased });
    if ((number * 37) % 100 < reports) lines.push({ timestamp, user, event: "report" });
  }
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}
