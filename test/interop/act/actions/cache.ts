import { openCache } from "../../../harness/workflow/cache.ts";

const INPUTS = ["path", "key", "restore-keys"] as const;

/** actions/cache/restore and actions/cache/save; actions/cache is the first, and the second after the job. */
export async function cache(way: "restore" | "save", folder: string): Promise<void> {
  const inputs = INPUTS.map((name) => [name, process.env[`INPUT_${name.toUpperCase()}`] ?? ""] as const);
  await openCache(folder, process.cwd()).run(`actions/cache/${way}@v4`, Object.fromEntries(inputs));
}
