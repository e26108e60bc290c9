import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { sha256, UserError } from "@airworthy/evidence";
import { createResolver, type Resolver, type ResolverOptions } from "@airworthy/flags";
import type { Ports } from "@airworthy/runtime";
import { readTextFile, shownPath } from "@airworthy/storage";

/** Far above any set of flags; below what takes long to read. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Some file systems count time in steps of two seconds (FAT): within one, a file may change without looking changed. */
const TIME_STEP_MS = 2_000;

/** A definition that could be read. */
export interface Definition {
  readonly resolver: Resolver;
  /** Of its text. */
  readonly sha256: string;
}

/** A file of flags that may be written again at any time, or replaced by another under its name. */
export interface FlagFile {
  /** The last good definition. */
  readonly definition: Definition;
  /** Why that is not what the file holds; null where it is. */
  readonly problem: string | null;
  /** Reads the file again where it changed, and logs what came of it. */
  refresh(): Promise<void>;
}

/** Throws a UserError where the file cannot be read or holds no definition; later the last good one stays in use. */
export async function openFlagFile(shown: string, options: ResolverOptions, ports: Ports): Promise<FlagFile> {
  const { log } = ports;
  const place = resolve(ports.cwd, shown);
  const readText = () => readTextFile(place, shown, MOST_BYTES);
  let state = await stateOf(place, ports.now());
  let definition = readDefinition(await readText(), shown, options);
  let problem: string | null = null;
  const take = async (): Promise<void> => {
    const text = await readText();
    const isNew = sha256(text) !== definition.sha256;
    if (isNew) definition = readDefinition(text, shown, options);
    if (isNew || problem !== null) log.info(`serving ${described(definition)}`);
    problem = null;
  };
  return {
    get definition() {
      return definition;
    },
    get problem() {
      return problem;
    },
    async refresh() {
      const before = state;
      state = await stateOf(place, ports.now());
      if (state.isSettled && before.isSettled && state.text === before.text) return;
      try {
        await take();
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        if (error.message !== problem) log.warn(`${error.message}; the last good definition stays in use`);
        problem = error.message;
      }
    },
  };
}

/** A definition for a log, such as "12 flags, definition sha256:…". */
export function described({ resolver, sha256: digest }: Definition): string {
  const count = resolver.flags.length;
  return `${count} ${count === 1 ? "flag" : "flags"}, definition sha256:${digest}`;
}

function readDefinition(text: string, shown: string, options: ResolverOptions): Definition {
  const resolver = createResolver(text, options);
  if (resolver.problem === null) return { resolver, sha256: sha256(text) };
  throw new UserError(`${shownPath(shown)} is no flag definition: ${resolver.problem}`, {
    remedy: "A definition is JSON of flagd's schema, https://flagd.dev/schema/v0/flags.json.",
  });
}

interface FileState {
  /** Another one where the file is another one, or was written to. */
  readonly text: string;
  /** Whether a write from now on would show in it. */
  readonly isSettled: boolean;
}

async function stateOf(place: string, now: Date): Promise<FileState> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs, mtimeMs } = await stat(place, { bigint: true });
    const isSettled = Math.abs(now.getTime() - Number(mtimeMs)) > TIME_STEP_MS;
    return { text: [dev, ino, size, mtimeNs, ctimeNs].join(), isSettled };
  } catch {
    // Reading it says why.
    return { text: "", isSettled: false };
  }
}
