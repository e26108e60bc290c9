import { createRequire, syncBuiltinESMExports } from "node:module";
import { resolve, sep } from "node:path";

const require = createRequire(import.meta.url);

/** What happens at a write below a folder, before it is done; `halfDone` does half of it where there is a half. */
export type AtWrite = (write: {
  readonly number: number;
  readonly path: string;
  halfDone(): Promise<void>;
}) => Promise<void>;

interface Watched {
  writes: number;
  readonly atWrite: AtWrite;
}

const watched = new Map<string, Watched>();
let isInstalled = false;

/** Calls back at every write below a folder that this process makes from now on; disposing of it ends that. Answers the count so far. */
export function watchWrites(folder: string, atWrite: AtWrite): Disposable & { readonly writes: number } {
  if (!isInstalled) install();
  isInstalled = true;
  const prefix = resolve(folder) + sep;
  const watch: Watched = { writes: 0, atWrite };
  watched.set(prefix, watch);
  return {
    get writes() {
      return watch.writes;
    },
    [Symbol.dispose]: () => void watched.delete(prefix),
  };
}

type Call = (...given: never[]) => Promise<unknown>;

/**
 * Stands between this process and Node's `fs/promises`, whose calls then fail as those of a full disk do. Only what writes is
 * of interest: files, names, folders.
 */
function install(): void {
  const fs: typeof import("node:fs/promises") = require("node:fs/promises");
  const { writeFile } = fs;
  const wrap = (name: "writeFile" | "appendFile" | "mkdir" | "rename" | "copyFile" | "link" | "open") => {
    const original = fs[name].bind(fs);
    const place = name === "rename" || name === "copyFile" || name === "link" ? 1 : 0;
    const replaced = async (...given: Parameters<Call>) => {
      const path = String(given[place]);
      const flags = name === "open" ? String(given[1] ?? "r") : "w";
      if (/[wax+]/.test(flags)) await note(path, () => half(name, given));
      return await Reflect.apply(original, fs, given);
    };
    Object.assign(fs, { [name]: replaced });
  };
  const half = async (name: string, [path, content]: readonly unknown[]) => {
    if (name !== "writeFile" || typeof path !== "string") return;
    if (typeof content === "string") await writeFile(path, content.slice(0, content.length / 2));
    else if (content instanceof Uint8Array) await writeFile(path, content.subarray(0, content.length / 2));
  };
  for (const name of ["writeFile", "appendFile", "mkdir", "rename", "copyFile", "link", "open"] as const) wrap(name);
  syncBuiltinESMExports();
}

async function note(path: string, halfDone: () => Promise<void>): Promise<void> {
  const full = resolve(path);
  for (const [prefix, watch] of watched) {
    if (full.startsWith(prefix)) await watch.atWrite({ number: watch.writes++, path: full, halfDone });
  }
}
