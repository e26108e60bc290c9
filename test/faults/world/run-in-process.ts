import { adapters, commands } from "@airworthy/commands";
import { runCli } from "@airworthy/runtime";
import { RecordingHost } from "../../../packages/runtime/src/recording-host.ts";
import { type Answer, readAnswer } from "./answer.ts";

/** How a run ended. */
export interface Ended {
  /** null where it did not end in time. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What `--json` printed; null where that is no answer. */
  readonly answer: Answer | null;
}

export interface Start {
  /** Verb and options; `--json` is added. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  now(): Date;
  /** Interrupts it once it has printed this: a service, which ends no other way. */
  readonly interruptAt?: RegExp | undefined;
}

/** Far longer than any run here takes, with the hastened timers of hasten-timers.ts; a run that takes longer hangs. */
const LIMIT_MS = 90_000;
/** How often it is looked whether a service is there. */
const LOOK_MS = 20;
/** Before a test may hasten it. */
const { setTimeout, clearTimeout, setInterval, clearInterval } = globalThis;

/** Runs the command line as it is, in this process: the host alone is another. */
export async function runInProcess({ args, cwd, env, now, interruptAt }: Start): Promise<Ended> {
  const host = new ClockedHost([...args, "--json"], env, cwd, now);
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, LIMIT_MS);
  const looks = setInterval(() => {
    if (interruptAt?.test(host.stderr.text) === true) host.interrupt();
  }, LOOK_MS);
  await Promise.race([runCli(commands, { adapters, host }), late]);
  clearTimeout(timer);
  clearInterval(looks);
  const [code = null] = host.exitCodes;
  const stdout = host.stdout.text;
  return { code, stdout, stderr: host.stderr.text, answer: readAnswer(stdout) };
}

class ClockedHost extends RecordingHost {
  readonly #now: () => Date;

  constructor(argv: readonly string[], env: Readonly<Record<string, string>>, cwd: string, now: () => Date) {
    const inherited = { PATH: process.env["PATH"], HOME: cwd, USER: "ann", SystemRoot: process.env["SystemRoot"] };
    super({ argv, env: { ...inherited, ...env }, cwd });
    this.#now = now;
  }

  override now(): Date {
    return this.#now();
  }
}
