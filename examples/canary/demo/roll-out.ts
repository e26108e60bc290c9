import type { Answer } from "@airworthy/runtime";
import type { WorldName } from "../simulator/worlds.ts";
import type { Airworthy } from "./airworthy.ts";
import { HOUR, ROLLOUT } from "./plan.ts";
import type { Workspace } from "./workspace.ts";

const USUAL_HOURS = 3;
/** Long after any rollout of the plan is over. */
const MOST_LOOKS = 60;

/** The start of a rollout or a look at it, and where that left it. */
export interface Moment {
  readonly at: Date;
  /** "start", or what the look decided. */
  readonly what: string;
  readonly headline: string;
  /** The files of evidence that it left, as the verbs take them: a look's own first, then that of the move it made. */
  readonly evidence: readonly string[];
  /** Such as "running" and "complete", as `manage-rollout --move status` has them. */
  readonly phase: string;
}

/** Rolls a world's candidate out, with a look every few hours, until it has arrived or was taken back. */
export async function* rollOut(workspace: Workspace, world: WorldName, hours = USUAL_HOURS): AsyncGenerator<Moment> {
  const { airworthy, clock } = workspace;
  const simulation = await workspace.enter(world);
  const moment = async (what: string, { headline, evidence }: Answer): Promise<Moment> => {
    const { outputs } = await airworthy("manage-rollout", ["--move", "status", "--rollout", ROLLOUT]);
    return { at: clock.now, what, headline, evidence, phase: outputs["phase"] ?? "" };
  };
  yield moment("start", await workspace.start(world));
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    clock.now = new Date(clock.now.getTime() + hours * HOUR);
    await simulation.runUntil(clock.now);
    const look = await analyze(airworthy);
    await airworthy(
      "send-alert",
      look.evidence.flatMap((path) => ["--evidence", path]),
    );
    const after = await moment(look.outputs["decision"] ?? "", look);
    yield after;
    if (after.phase !== "running") return;
  }
  throw new Error(`the rollout is not over after ${MOST_LOOKS} looks`);
}

/** The one call of the judge, which acts by itself on what it decides. */
function analyze(airworthy: Airworthy): Promise<Answer> {
  return airworthy("analyze-canary", ["--rollout", ROLLOUT, "--act"]);
}
