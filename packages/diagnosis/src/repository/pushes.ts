import type { Place } from "../finding.ts";
import { placeIn } from "../workflow/context.ts";
import { isJobsToken } from "../workflow/job-token.ts";
import type { Use } from "../workflow/uses-of.ts";
import { isExpression } from "../workflow/workflow.ts";

/** A commit that a workflow makes to a branch with the job's own token. */
export interface Push {
  /** The branch; null for the default branch, whatever its name is. */
  readonly branch: string | null;
  /** What pushes, such as "manage-rollout". */
  readonly by: string;
  readonly place: Place;
  /** What mends it where the branch takes no push, as a sentence. */
  readonly remedy: string;
}

const DEFAULT_BRANCH = /^\$\{\{\s*github\.event\.repository\.default_branch\s*\}\}$/;
const OTHER_BRANCH = "Let branch name a branch of its own, without such a rule";
const BY_TOKEN = "give token: that of a GitHub App which may bypass the rule";

type Given = ReadonlyMap<string, string>;

interface Pusher {
  isPush(given: Given): boolean;
  readonly remedy: string;
}

const moves: Pusher = {
  isPush: (given) => !isOn(given, "propose") && !["status", "plan"].includes(given.get("move") ?? ""),
  remedy: `${OTHER_BRANCH}; or ${BY_TOKEN}; or give propose: true, so that each move is a pull request.`,
};
const promotes: Pusher = {
  isPush: (given) => !["why", "aliases", "history"].includes(given.get("task") ?? ""),
  remedy: `${OTHER_BRANCH}; or ${BY_TOKEN}.`,
};
const PUSHERS: Readonly<Record<string, Pusher>> = {
  "manage-rollout": moves,
  "manage-experiment": moves,
  "analyze-canary": { ...moves, isPush: (given) => isOn(given, "act") && !isOn(given, "propose") },
  "promote-model": promotes,
  "promote-model.yml": { ...promotes, remedy: `${OTHER_BRANCH}; or use promote-model itself, and ${BY_TOKEN}.` },
  "watch-canary.yml": {
    isPush: (given) => isOn(given, "act"),
    remedy: `${OTHER_BRANCH}; or use analyze-canary itself, with act and propose, or ${BY_TOKEN}.`,
  },
};

/** The pushes that workflows make with the job's own token; of a branch that only a run knows none is told. */
export function pushesOf(uses: readonly Use[]): Push[] {
  return uses.flatMap((use): Push[] => {
    const pusher = Object.hasOwn(PUSHERS, use.name) ? PUSHERS[use.name] : undefined;
    const branch = (use.with.get("branch") ?? "").replace(/^refs\/heads\//, "");
    if (pusher === undefined || branch === "" || !pusher.isPush(use.with) || hasOwnToken(use)) return [];
    const isDefault = DEFAULT_BRANCH.test(branch);
    if (isExpression(branch) && !isDefault) return [];
    const place = placeIn(use.workflow, use.path);
    return [{ branch: isDefault ? null : branch, by: use.name, place, remedy: pusher.remedy }];
  });
}

function hasOwnToken({ name, step, job, with: given }: Use): boolean {
  if (step === null) return name === "promote-model.yml" && (job.inheritsSecrets || job.secrets.includes("token"));
  const token = given.get("token");
  return token !== undefined && !isJobsToken(token);
}

function isOn(given: Given, name: string): boolean {
  const value = given.get(name) ?? "";
  return value !== "" && value.toLowerCase() !== "false";
}
