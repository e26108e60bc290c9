import { glob, readFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import type { Machine } from "@airworthy/provenance";

/** A file for each graphics processor, where NVIDIA's driver for Linux is loaded. */
const NVIDIA = "/proc/driver/nvidia/gpus/*/information";

/** The machine that the package is made on, as far as results may depend on it. Of GPUs only NVIDIA's on Linux are found. */
export async function readMachine(): Promise<Machine> {
  const processors = cpus();
  const model = processors[0]?.model.trim();
  return {
    node: process.version,
    os: process.platform,
    arch: process.arch,
    ...(model === undefined ? {} : { cpu: { model, count: processors.length } }),
    gpus: await readGpus(),
    memory: totalmem(),
  };
}

async function readGpus(): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const path of glob(NVIDIA)) {
    const text = await readFile(path, "utf8").catch(() => "");
    const model = /^Model:\s*(\S.*)$/m.exec(text)?.[1];
    if (model !== undefined) found.push(model.trim());
  }
  return found.sort();
}
