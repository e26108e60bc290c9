import { worstVerdict } from "@airworthy/evidence";
import type { Gate } from "@airworthy/promotion";
import { type Block, makeVisible } from "@airworthy/report";
import type { Told } from "../told.ts";

/** What became of one command of a comment, with what its answer says beside the headline. */
export interface Carried extends Told {
  readonly answer: readonly Block[];
}

/** Something that is missing, and the command that makes up for it; null where nothing but time or a person does. */
export type Lack = Pick<Gate, "message" | "command"> & { readonly id: string };

/** What is missing, and below it the commands, each once, to be copied. */
export function lackBlocks(lacks: readonly Lack[]): readonly Block[] {
  if (lacks.length === 0) return [];
  const commands = [...new Set(lacks.flatMap(({ command }) => (command ? [makeVisible(command)] : [])))];
  const list: Block = { kind: "list", items: lacks.map(({ id, message }) => `${id.replaceAll("-", " ")}: ${message}`) };
  return commands.length === 0 ? [list] : [list, { kind: "code", language: "sh", text: commands.join("\n") }];
}

/** A command that its gates keep from being carried out. `what` is what does not happen, such as "No hold of ranker". */
export function refusedBy(gates: readonly Gate[], what: string): Carried {
  const unmet = gates.filter(({ verdict }) => verdict !== "pass");
  const worst = unmet.find(({ verdict }) => verdict === "fail") ?? unmet[0];
  // Of one alone the headline has said it.
  const blocks = lackBlocks(unmet).filter(({ kind }) => unmet.length > 1 || kind !== "list");
  return {
    verdict: worstVerdict(unmet.map(({ verdict }) => verdict)),
    reasonCode: worst?.reasonCode ?? "not-judged",
    headline: `${what}: ${worst?.message ?? "no gate was judged"}.`,
    effect: "refused",
    blocks,
    answer: blocks,
    evidence: [],
  };
}

/** Something that was done, or is as it was asked for already. */
export function carried(
  effect: string,
  headline: string,
  blocks: readonly Block[] = [],
  reasonCode: string = effect,
): Carried {
  return { verdict: "pass", reasonCode, headline, effect, blocks, answer: blocks, evidence: [] };
}
