import { UserError } from "@airworthy/evidence";
import type { Command } from "@airworthy/promotion";
import type { Block } from "@airworthy/report";
import type { Asked } from "../asked.ts";
import type { Place } from "../place.ts";
import type { Carried } from "./carried.ts";
import type { AskedCommand } from "./read-comment.ts";

type CommandOf<V extends Command["verb"]> = Extract<Command, { readonly verb: V }>;

/** A command, its line as it was written, and who asks for it. */
export interface Order<C extends Command> {
  readonly command: C;
  readonly text: string;
  readonly asked: Asked;
}

export type Doer<C extends Command> = (order: Order<C>, place: Place) => Promise<Carried>;

/** Who carries out what. */
export interface Doers {
  readonly promote: Doer<CommandOf<"promote">>;
  readonly rollback: Doer<CommandOf<"rollback">>;
  /** Hold and resume. */
  readonly move: Doer<Extract<Command, { readonly verb: "hold" | "resume" }>>;
  readonly ramp: Doer<CommandOf<"ramp">>;
  readonly why: Doer<CommandOf<"why">>;
  readonly signOff: Doer<CommandOf<"sign-off">>;
  readonly waive: Doer<CommandOf<"waive">>;
  readonly feedback: Doer<Extract<Command, { readonly verb: "feedback" }>>;
}

/** What became of one command of a comment. */
export interface Result {
  readonly command: Command;
  /** The line as it was written: untrusted text. */
  readonly text: string;
  readonly carried: Carried;
  /** What is to be thrown once everything is told: a failure that is neither the user's nor GitHub's. */
  readonly bug: Error | null;
}

/** Carries out commands one after another; what fails or is refused keeps no later one from being answered. */
export async function carryOut(
  commands: readonly AskedCommand[],
  place: Place,
  doers: Doers,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const { command, text, asked } of commands) {
    try {
      const carried = await carryOutOne(command, { text, asked }, place, doers);
      results.push({ command, text, carried, bug: null });
    } catch (error) {
      if (!(error instanceof Error) || error.name === "AbortError") throw error;
      results.push({ command, text, carried: notDone(error), bug: error instanceof UserError ? null : error });
    }
  }
  return results;
}

function carryOutOne(
  command: Command,
  { text, asked }: Omit<Order<Command>, "command">,
  place: Place,
  doers: Doers,
): Promise<Carried> {
  const way = { text, asked };
  switch (command.verb) {
    case "promote":
      return doers.promote({ command, ...way }, place);
    case "rollback":
      return doers.rollback({ command, ...way }, place);
    case "hold":
    case "resume":
      return doers.move({ command, ...way }, place);
    case "ramp":
      return doers.ramp({ command, ...way }, place);
    case "why":
      return doers.why({ command, ...way }, place);
    case "sign-off":
      return doers.signOff({ command, ...way }, place);
    case "waive":
      return doers.waive({ command, ...way }, place);
    case "feedback":
      return doers.feedback({ command, ...way }, place);
  }
}

function notDone(error: Error): Carried {
  const remedy = error instanceof UserError ? error.remedy : undefined;
  const blocks: Block[] = remedy === undefined ? [] : [{ kind: "paragraph", text: remedy }];
  const headline =
    error instanceof UserError ? `${error.message.replace(/\.$/, "")}.` : "Airworthy failed: the run's log has more.";
  return {
    verdict: "error",
    reasonCode: error instanceof UserError ? "not-possible" : "internal-error",
    headline,
    effect: "refused",
    blocks,
    answer: blocks,
    evidence: [],
  };
}
