import { readFile } from "node:fs/promises";
import { cpus, release } from "node:os";
import { captureOutput } from "./capture-output.ts";
import type { ProcessStart } from "./run-process.ts";

/** The machine, as far as results may depend on it. */
export interface Machine {
  /** As Node names it: "linux", "darwin", "win32". */
  readonly os: string;
  readonly arch: string;
  readonly release: string;
  readonly cpu: string | null;
  readonly cpus: number;
  /** The processor's features, in order; empty where the system does not tell. */
  readonly flags: readonly string[];
  /** NVIDIA's, with the driver's version. */
  readonly gpus: readonly string[];
}

type Surroundings = Pick<ProcessStart, "cwd" | "env" | "signal">;

/** Looks at the machine. What it does not tell is left out; rejects only with the signal's reason. */
export async function readMachine(surroundings: Surroundings): Promise<Machine> {
  const processors = cpus();
  return {
    os: process.platform,
    arch: process.arch,
    release: release(),
    cpu: processors[0]?.model.trim() || null,
    cpus: processors.length,
    flags: (await readFlags(surroundings)).sort(),
    gpus: await readGpus(surroundings),
  };
}

async function readFlags(surroundings: Surroundings): Promise<string[]> {
  if (process.platform === "linux") {
    const text = await readFile("/proc/cpuinfo", "utf8").catch(() => "");
    return wordsIn(/^(?:flags|Features)\s*:(.*)$/m.exec(text)?.[1]);
  }
  if (process.platform !== "darwin") return [];
  const argv = ["sysctl", "-n", "machdep.cpu.features", "machdep.cpu.leaf7_features"] as const;
  return wordsIn((await captureOutput({ ...surroundings, argv }))?.toLowerCase());
}

async function readGpus(surroundings: Surroundings): Promise<string[]> {
  const argv = ["nvidia-smi", "--query-gpu=name,driver_version", "--format=csv,noheader"] as const;
  const text = await captureOutput({ ...surroundings, argv });
  return (text ?? "").split(/\r?\n/).filter((line) => line.trim() !== "");
}

function wordsIn(text: string | undefined | null): string[] {
  return (text ?? "").split(/\s+/).filter((word) => word !== "");
}
