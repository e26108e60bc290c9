import { type ProcessStart, runProcess } from "./run-process.ts";

/** A package manager that asks the network may take long; nobody waits for it. */
const TIMEOUT_MS = 60_000;
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * What a program prints on its standard output, as UTF-8; null where there is no such program, it fails, takes longer than a
 * minute or prints more than 16 MiB. Rejects only with the signal's reason.
 */
export async function captureOutput(
  start: Pick<ProcessStart, "argv" | "cwd" | "env" | "signal">,
): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  try {
    const { ended, exitCode } = await runProcess({
      ...start,
      timeoutMs: TIMEOUT_MS,
      mostBytes: MOST_BYTES,
      onStdout: (chunk) => chunks.push(chunk),
    });
    return ended === "exited" && exitCode === 0 ? Buffer.concat(chunks).toString("utf8") : null;
  } catch {
    start.signal.throwIfAborted();
    return null;
  }
}
