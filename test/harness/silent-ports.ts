import type { Ports } from "@airworthy/runtime";

const nothing = () => undefined;

/** Ports that show nothing, know no environment and are never interrupted, but for what is given. */
export function silentPorts(cwd: string, given: Partial<Ports> = {}): Ports {
  return {
    cwd,
    env: {},
    signal: new AbortController().signal,
    log: { info: nothing, warn: nothing, group: (_title, work) => work() },
    now: () => new Date(0),
    progress: () => ({ advance: nothing, finish: nothing }),
    ...given,
  };
}
