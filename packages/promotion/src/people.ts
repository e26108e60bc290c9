import * as v from "valibot";

/** A person such as "@ann" or a team such as "@org/team". */
const PERSON_OR_TEAM = /^@[A-Za-z0-9][A-Za-z0-9_-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)?$/;
/** As GitHub writes an App's or its own bots: "dependabot[bot]". */
const BOT = /^@?[A-Za-z0-9][A-Za-z0-9_-]*(\[bot\])?$/;

export const approverSchema = v.pipe(
  v.string(),
  v.regex(PERSON_OR_TEAM, "must be a person such as @ann or a team such as @org/team"),
);

export const botSchema = v.pipe(v.string(), v.regex(BOT, "must be a bot's login such as release-please[bot]"));

/** Somebody, and the teams that they speak for. */
export interface Person {
  /** "@ann". */
  readonly login: string;
  /** "@org/team". */
  readonly teams: readonly string[];
}

/** Whether a list of people and teams has somebody in it. */
export function isAmong({ login, teams }: Person, list: readonly string[]): boolean {
  return list.some((name) => [login, ...teams].some((own) => isSameName(own, name)));
}

export function isTeam(name: string): boolean {
  return name.includes("/");
}

/** GitHub's names are the same in any case; on a command line who asks has no "@". */
export function isSameName(a: string, b: string): boolean {
  return bareName(a) === bareName(b);
}

export function bareName(name: string): string {
  return name.toLowerCase().replace(/^@/, "");
}
