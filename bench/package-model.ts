import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import type { BenchRow } from "./bench-row.ts";

const GIB = 1024 ** 3;
const FILES = 8;
const FILE_BYTES = GIB / 2;
const SIZE_GIB = (FILES * FILE_BYTES) / GIB;
const ROUNDS = 3;
const RATE_AIM = 0.9;
const MEMORY_AIM_MB = 300;
/** The model, and one copy or package of it at a time. */
const NEEDED_BYTES = 2.2 * FILES * FILE_BYTES;

const BUILDER = join(import.meta.dirname, "..", "build", "build-dist.ts");
/** By another process, as the model is written: a child's peak memory counts from what its parent had at its start. */
const BUILD = `import { buildDist } from ${JSON.stringify(pathToFileURL(BUILDER).href)}; await buildDist(process.argv[1]);`;

/** Says on standard error, at its end, what memory a process had at most, in kilobytes. */
const TELL_MEMORY = "data:text/javascript,process.on('exit',()=>process._rawDebug(process.resourceUsage().maxRSS))";

type Contender = "openssl" | "link" | "copy" | "cp";

/**
 * Packaging a model that the system holds in its cache, by the built command line as a whole process, in turns with two
 * `openssl dgst` that share its files, and with `cp`: `blobs: copy` has to write what it hashes, where files cannot be cloned.
 */
export async function bench(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), "airworthy-bench-"));
  try {
    const dist = join(folder, "dist");
    await run(process.execPath, ["--input-type=module", "--eval", BUILD, dist]);
    const model = join(folder, "model");
    const files = await writeModel(model);
    const output = join(folder, "output");
    let memory = 0;
    const pack = async (blobs: "link" | "copy") => {
      memory = Math.max(memory, await packMegabytes(join(dist, "cli.js"), model, output, blobs));
    };
    const rates = await measure(output, {
      openssl: () => hashSideBySide(files),
      link: () => pack("link"),
      copy: () => pack("copy"),
      cp: () => cp(model, output, { recursive: true }),
    });
    return [...rateRows(rates), memoryRow(memory)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeModel(folder: string): Promise<readonly string[]> {
  await mkdir(folder);
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < NEEDED_BYTES) throw new Error(`${(NEEDED_BYTES / GIB).toFixed(0)} GiB of free disk are needed`);
  const files = Array.from({ length: FILES }, (_, index) => join(folder, `model-${index}.safetensors`));
  for (const file of files) await run("openssl", ["rand", "-out", file, String(FILE_BYTES)]);
  return files;
}

/** GiB a second, the median of the rounds. */
async function measure(
  output: string,
  contenders: Readonly<Record<Contender, () => Promise<void>>>,
): Promise<Readonly<Record<Contender, number>>> {
  const rates: Record<Contender, number[]> = { openssl: [], link: [], copy: [], cp: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of ["openssl", "link", "copy", "cp"] as const) {
      const start = performance.now();
      await contenders[name]();
      rates[name].push(SIZE_GIB / ((performance.now() - start) / 1000));
      await rm(output, { recursive: true, force: true });
    }
  }
  return { openssl: median(rates.openssl), link: median(rates.link), copy: median(rates.copy), cp: median(rates.cp) };
}

async function hashSideBySide(files: readonly string[]): Promise<void> {
  const half = files.length / 2;
  await Promise.all(
    [files.slice(0, half), files.slice(half)].map((share) => run("openssl", ["dgst", "-sha256", ...share])),
  );
}

async function packMegabytes(cli: string, model: string, output: string, blobs: string): Promise<number> {
  const inputs = ["--path", model, "--output", output, "--blobs", blobs, "--name", "bench", "--version", "1.0.0"];
  const { stderr } = await run(process.execPath, [
    ...["--import", TELL_MEMORY, cli, "package-model", "--quiet", "--evidence-dir", `${output}/evidence`, ...inputs],
  ]);
  const kilobytes = Number(stderr.trim().split("\n").at(-1));
  return (kilobytes * 1024) / 1e6;
}

async function run(program: string, argv: readonly string[]): Promise<{ readonly stderr: string }> {
  const child = spawn(program, argv, { stdio: ["ignore", "ignore", "pipe"] });
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${stderr}`);
  return { stderr };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function rateRows(rates: Readonly<Record<Contender, number>>): BenchRow[] {
  return (["link", "copy"] as const).map((blobs): BenchRow => {
    const ratio = rates[blobs] / rates.openssl;
    const copying = blobs === "copy" ? ` (copying alone: ${rates.cp.toFixed(2)})` : "";
    return {
      what: `package-model, ${SIZE_GIB} GiB in ${FILES} files, blobs: ${blobs}`,
      ours: `${rates[blobs].toFixed(2)} GiB/s`,
      against: `two openssl dgst -sha256, ${rates.openssl.toFixed(2)} GiB/s${copying}`,
      ratio: `${ratio.toFixed(2)} of its rate`,
      aim: `at least ${RATE_AIM}`,
      reached: ratio >= RATE_AIM,
    };
  });
}

function memoryRow(megabytes: number): BenchRow {
  return {
    what: `package-model, ${SIZE_GIB} GiB in ${FILES} files, peak memory`,
    ours: `${megabytes.toFixed(0)} MB`,
    against: `a limit of ${MEMORY_AIM_MB} MB`,
    ratio: `${(megabytes / MEMORY_AIM_MB).toFixed(2)} of it`,
    aim: "below it",
    reached: megabytes > 0 && megabytes < MEMORY_AIM_MB,
  };
}
