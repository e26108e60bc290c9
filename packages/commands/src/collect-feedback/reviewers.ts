import { compareCodePoints } from "@airworthy/evidence";
import type { FeedbackRow, ReviewRules } from "@airworthy/feedback";
import { permissionOf, teamsOf } from "@airworthy/github";
import { isAmong } from "@airworthy/promotion";
import type { Ports } from "@airworthy/runtime";
import type { FeedbackSection } from "../configuration/feedback-section.ts";
import type { Remote } from "../history/open-store.ts";

/** Each takes a request or more. */
const MOST_PEOPLE = 300;
const WRITERS: readonly string[] = ["admin", "maintain", "write"];

/**
 * Whose word settles a case, of the people of GitHub among rows, as GitHub says it now: whom the section names, or else those who may
 * write to the repository. People of exports, whose names are hashes, are none. Throws a GitHubProblem.
 */
export async function reviewRulesOf(
  rows: readonly FeedbackRow[],
  { reviewers }: Pick<FeedbackSection, "reviewers">,
  remote: Remote | null,
  ports: Pick<Ports, "log">,
): Promise<ReviewRules> {
  const words = Map.groupBy(rows.flatMap(nameOf), (name) => name);
  // Who reviews says more than who reports.
  const people = [...words.keys()].sort(
    (a, b) => (words.get(b)?.length ?? 0) - (words.get(a)?.length ?? 0) || compareCodePoints(a, b),
  );
  // Nobody has to be asked about those; of the others however many strangers there are take no requests from them.
  const found = new Set(people.filter((login) => isAmong({ login: `@${login}`, teams: [] }, reviewers ?? [])));
  const asked = people.filter((login) => !found.has(login));
  if (remote === null || (reviewers !== undefined && !reviewers.some(isTeam))) return rulesOf(found);
  if (asked.length > MOST_PEOPLE) {
    ports.log.warn(
      `Of ${asked.length} people only the ${MOST_PEOPLE} who said most were looked up as reviewers: name yours under feedback: reviewers.`,
    );
  }
  for (const login of asked.slice(0, MOST_PEOPLE)) {
    if (await isReviewer(login, reviewers, remote)) found.add(login);
  }
  return rulesOf(found);
}

function rulesOf(found: ReadonlySet<string>): ReviewRules {
  return { isReviewer: (name) => found.has(name.toLowerCase()) };
}

/** A reaction settles nothing. */
function nameOf({ reviewer, source, kind }: FeedbackRow): readonly string[] {
  const isWord = kind !== "comment" && (source.kind === "issue" || source.kind === "comment");
  return isWord && reviewer !== null ? [reviewer.toLowerCase()] : [];
}

async function isReviewer(login: string, reviewers: readonly string[] | undefined, remote: Remote): Promise<boolean> {
  if (reviewers === undefined) {
    return WRITERS.includes((await permissionOf(remote.client, remote.repository, login)).level);
  }
  return (await teamsOf(remote.client, login, reviewers.filter(isTeam))).length > 0;
}

function isTeam(name: string): boolean {
  return name.includes("/");
}
