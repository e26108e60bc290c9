import { cliLog } from "./cli-log.ts";
import type { Host } from "./host.ts";
import type { Log, Ports, Progress, ProgressUnit } from "./ports.ts";
import { LiveTerminal } from "./progress-bar.ts";
import { sparseProgress } from "./sparse-progress.ts";
import { styleFor } from "./style.ts";

/** What a verb's run shows on standard error. */
export interface CliFace {
  readonly log: Log;
  /** Prints a line even where `--quiet` silences the log. */
  print(line: string): void;
  /** Takes what is rewritten in place off the terminal. */
  settle(): void;
  ports(signal: AbortSignal): Ports;
}

/** Log and progress on standard error: rewritten in place on a terminal, plain lines elsewhere. */
export function cliFace(host: Host, quiet: boolean): CliFace {
  const now = () => host.now();
  const live = host.stderr.isTerminal ? new LiveTerminal(host.stderr, now) : undefined;
  const print = (line: string) => (live === undefined ? host.stderr.write(`${line}\n`) : live.print(line));
  const log = cliLog(print, styleFor(host, host.stderr), quiet);
  const progress = (label: string, total: number | null, unit: ProgressUnit): Progress => {
    if (quiet) return { advance: () => undefined, finish: () => undefined };
    return live?.progress(label, total, unit) ?? sparseProgress({ label, total, unit }, now, log.info);
  };
  return {
    log,
    print,
    settle: () => live?.clear(),
    ports: (signal) => ({ cwd: host.cwd, env: { ...host.env }, log, signal, now, progress }),
  };
}
