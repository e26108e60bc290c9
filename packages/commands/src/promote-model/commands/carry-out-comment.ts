import { UserError, worstVerdict } from "@airworthy/evidence";
import type { WorkflowEvent } from "@airworthy/github";
import type { Block } from "@airworthy/report";
import type { Place } from "../place.ts";
import type { Told } from "../told.ts";
import { answerBlocks, answerComment, seeComment } from "./answer.ts";
import { promoteByComment, rollbackByComment } from "./change-stage.ts";
import { carryOut, type Doers, type Result } from "./dispatch.ts";
import { feedbackByComment } from "./feedback.ts";
import { moveByComment, rampByComment } from "./move-rollout.ts";
import { type AskingComment, readCommands } from "./read-comment.ts";
import { signOffByComment } from "./sign-off.ts";
import { waiveByComment } from "./waive.ts";
import { whyByComment } from "./why.ts";

const DOERS: Doers = {
  promote: promoteByComment,
  rollback: rollbackByComment,
  move: moveByComment,
  ramp: rampByComment,
  why: whyByComment,
  signOff: signOffByComment,
  waive: waiveByComment,
  feedback: feedbackByComment,
};

/**
 * Does what the event's comment asks for, and answers. Throws a UserError outside of a comment's workflow, and once everything
 * is told what failed by our own fault.
 */
export async function carryOutComment(event: WorkflowEvent | null, place: Place, doers: Doers = DOERS): Promise<Told> {
  const { remote, ports } = place;
  if (event === null || remote === null) {
    throw new UserError("task: comment is for a workflow under issue_comment, with a token", {
      remedy: "On a command line give promote, rollback, why, aliases or history as the task.",
    });
  }
  const asking = await readCommands(event, remote, ports.env);
  if (asking.kind === "nothing") return told("nothing-asked", `Nothing to do: ${asking.why}.`);
  // Whoever goes back waits for no reaction, which a rate limit may hold up.
  const seen = seeComment(asking, remote, place);
  const [results] = await Promise.all([carryOut(asking.commands, place, doers), seen]);
  const commit = ports.env["GITHUB_SHA"] ?? "";
  await answerComment(asking, results, { remote, run: event.run, commit }, place);
  const bug = results.find((result) => result.bug !== null)?.bug;
  if (bug) throw bug;
  return toldOf(results, asking);
}

function toldOf(results: readonly Result[], { hints }: AskingComment): Told {
  const [only, ...others] = results;
  const blocks = answerBlocks(results, hints);
  if (only === undefined) return told("no-command", "Nothing to do: the comment holds no whole command.", blocks);
  const evidence = [
    ...new Map(results.flatMap(({ carried }) => carried.evidence).map((file) => [file.name, file])).values(),
  ];
  if (others.length === 0) {
    const { verdict, reasonCode, headline, effect } = only.carried;
    return { verdict, reasonCode, headline, effect, blocks: only.carried.blocks, evidence };
  }
  const verdict = worstVerdict(results.map(({ carried }) => carried.verdict));
  const worst = results.find(({ carried }) => carried.verdict === verdict) ?? only;
  const headline = results.map(({ carried }) => carried.headline).join(" ");
  return { verdict, reasonCode: worst.carried.reasonCode, headline, effect: "answered", blocks, evidence };
}

function told(reasonCode: string, headline: string, blocks: readonly Block[] = []): Told {
  return { verdict: "pass", reasonCode, headline, effect: "answered", blocks, evidence: [] };
}
