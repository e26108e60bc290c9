import { type Comparison, compareReplies, NOTHING_COMPARED, together } from "./comparison.ts";
import { type Flagd, startFlagd } from "./flagd.ts";
import { flagdCore } from "./flagd-core.ts";
import type { Question, Reply } from "./question.ts";
import { askOurs } from "./resolver.ts";

/** How our resolver and flagd-core answer some questions, both compared with flagd. */
export interface Row {
  readonly name: string;
  readonly ours: Comparison;
  readonly core: Comparison;
}

/** Those who are asked. */
export interface Peers extends AsyncDisposable {
  readonly flagd: Flagd;
  /** Asks all three and compares. */
  compare(name: string, questions: readonly Question[]): Promise<Row>;
}

export async function meetPeers(): Promise<Peers> {
  const askCore = await flagdCore();
  const flagd = await startFlagd();
  const compareOne = async (question: Question) => {
    const asked = flagd.ask(question);
    const compared = async (reply: Reply) => compareReplies(question, await asked, reply);
    return { ours: await compared(askOurs(question)), core: await compared(askCore(question)) };
  };
  return {
    flagd,
    async compare(name, questions) {
      let row: Row = { name, ours: NOTHING_COMPARED, core: NOTHING_COMPARED };
      for (const question of questions) {
        const { ours, core } = await compareOne(question);
        row = { name, ours: together(row.ours, ours), core: together(row.core, core) };
      }
      return row;
    },
    [Symbol.asyncDispose]: () => flagd[Symbol.asyncDispose](),
  };
}
