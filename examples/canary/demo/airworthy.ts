import { adapters, commands } from "@airworthy/commands";
import { type Answer, type Host, type Output, runCli } from "@airworthy/runtime";

/** Runs a verb as a person would, and answers what `--json` prints. Throws an Error where it ends without a verdict. */
export type Airworthy = (verb: string, flags: readonly string[]) => Promise<Answer>;

export interface Surroundings {
  /** The folder that the verbs' paths start from: an absolute path. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** The clock of the story, which the verbs take for the time of day. */
  now(): Date;
}

/** The command line in this process, so that its clock can be the story's. */
export function createAirworthy({ folder, env, now }: Surroundings): Airworthy {
  return async (verb, flags) => {
    const { output, written } = keepOutput();
    const host: Host = {
      argv: [verb, ...flags, "--json"],
      ...{ env, cwd: folder, now, stdout: output, stderr: keepOutput().output },
      onInterrupt: () => undefined,
      onCrash: () => undefined,
      exit: async () => undefined,
    };
    await runCli(commands, { adapters, host });
    const answer: Answer = JSON.parse(written.join(""));
    if (answer.verdict === "error") throw new Error(`airworthy ${verb}: ${answer.headline}`);
    return answer;
  };
}

function keepOutput(): { readonly output: Output; readonly written: readonly string[] } {
  const written: string[] = [];
  return { output: { isTerminal: false, columns: undefined, write: (text) => void written.push(text) }, written };
}
