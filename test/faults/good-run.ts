import type { Space } from "./world/space.ts";

/** A run of a verb in which all is well: what faults are done to. */
export interface GoodRun {
  /** As `commands` has it. */
  readonly verb: string;
  /** The verb, and how it is used where there are several. */
  readonly name: string;
  /** The command line behind the verb. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Writes the workspace: once, every run gets a copy. */
  prepare(space: Space): Promise<void>;
  /** Starts what the run asks over HTTP, for each run anew. */
  serve?(world: ServiceWorld): Promise<Served>;
  /** The files that it reads, each of which is replaced by hostile ones. */
  readonly reads: readonly string[];
  /** What messages call some of them, where not by their names. */
  readonly called?: Readonly<Record<string, RegExp>>;
  /** When it runs, in ISO 8601; NOON of `space.ts` without it. */
  readonly now?: string;
  /** How it ends: "pass" without it. */
  readonly verdict?: "pass" | "warn" | "inconclusive" | "fail";
  /**
   * The faults that leave a pass a pass, and why that is right: patterns of the names of faults ("file: fault" for a
   * file's). Whatever is not named here may not pass.
   */
  readonly harmless?: readonly Harmless[];
  /** How a second run may end where the first one got through before it was killed: as the first without it. */
  readonly again?: "inconclusive";
  /** The clocks under which it must not pass, since it heeds how old things are. */
  readonly heeds?: RegExp;
  /** Whether it serves until it is interrupted: here it is interrupted as soon as it does. */
  readonly isService?: boolean;
}

export interface Harmless {
  readonly fault: RegExp;
  readonly because: string;
}

export interface ServiceWorld {
  /** The run's workspace. */
  readonly folder: string;
  readonly stack: AsyncDisposableStack;
  /** The address at which a service is reached with this run's fault between. */
  through(url: string): Promise<string>;
}

export interface Served {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}
