import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runAction } from "./action.ts";
import type { Adapters } from "./adapters.ts";
import type { Command } from "./command.ts";
import { RecordingHost, RecordingToolkit } from "./recording-host.ts";

/** For tests: runs a verb as a step in a new workspace, its candidate given, and tells what the runner saw. */
export async function runStepOf(command: Command, env: Record<string, string> = {}, adapters: Adapters = {}) {
  const cwd = await mkdtemp(join(tmpdir(), "airworthy-action-"));
  const host = new RecordingHost({ env: { INPUT_CANDIDATE: "model.bin", ...env }, cwd });
  const toolkit = new RecordingToolkit();
  await runAction(command, adapters, { host, toolkit });
  return { ...toolkit, cwd, log: host.stdout.text, exitCodes: host.exitCodes };
}
