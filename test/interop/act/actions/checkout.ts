import { cp } from "node:fs/promises";

/** actions/checkout of another ref than the one that started the run; act does the usual one itself. */
export async function checkout(from: string): Promise<void> {
  await cp(from, process.cwd(), { recursive: true });
}
