import { generateKeyPairSync } from "node:crypto";
import { cp, mkdir, mkdtemp, rm, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pythonWith } from "../test/interop/python-environment.ts";
import type { BenchRow } from "./bench-row.ts";
import { buildOurs, type Ours, packAndSign } from "./package-model/ours.ts";
import { runProgram } from "./package-model/run-program.ts";
import { SHAPES, type Shape, totalBytes, writeShape } from "./package-model/shapes.ts";

const GIB = 1024 ** 3;
const ROUNDS = 3;
const STREAM_AIM = 2.5;
const MEMORY_AIM_MB = 300;
/** The model, and one package of it at a time. */
const NEEDED_BYTES = 9 * GIB;
const PYTHON_PACKAGES = ["model-signing==1.1.1", "pyOpenSSL==26.4.0"];

const CONTENDERS = ["link", "copy", "signing", "openssl", "sha256sum", "stream", "cp"] as const;
type Contender = (typeof CONTENDERS)[number];
type Rates = Readonly<Record<Contender, number>>;

/**
 * Packaging and signing models that the system holds in its cache, by the built command line as whole processes, in turns
 * with Python's model_signing, programs that only hash, and `cp`: `blobs: copy` has to write what it hashes, where files
 * cannot be cloned.
 */
export async function bench(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), "airworthy-bench-"));
  try {
    await checkRoom(folder);
    const ours = { dist: join(folder, "dist"), output: join(folder, "output"), key: join(folder, "key.pem") };
    await buildOurs(ours.dist);
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
    await writeFile(ours.key, privateKey.export({ type: "pkcs8", format: "pem" }));
    const python = await pythonWith(PYTHON_PACKAGES);
    const rows: BenchRow[] = [];
    for (const shape of SHAPES) rows.push(...(await benchShape(shape, join(folder, "model"), python, ours)));
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function checkRoom(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < NEEDED_BYTES) throw new Error(`${NEEDED_BYTES / GIB} GiB of free disk are needed`);
}

async function benchShape(shape: Shape, model: string, python: string, ours: Ours): Promise<BenchRow[]> {
  const files = await writeShape(model, shape);
  let memory = 0;
  const pack = async (blobs: "link" | "copy") => {
    memory = Math.max(memory, await packAndSign(ours, model, blobs));
  };
  const script = (name: string) => join(import.meta.dirname, "package-model", name);
  const signature = join(ours.output, "signature");
  const rates = await measure(shape, ours.output, {
    link: () => pack("link"),
    copy: () => pack("copy"),
    signing: () => runProgram(python, [script("sign-model.py"), model, ours.key, signature]),
    openssl: () => runProgram("openssl", ["dgst", "-sha256", ...files]),
    sha256sum: () => runProgram("sha256sum", files),
    stream: () => runProgram(process.execPath, [script("hash-stream.ts"), ...files]),
    cp: () => cp(model, join(ours.output, "copy"), { recursive: true }),
  });
  await rm(model, { recursive: true });
  return [...rateRows(shape, rates), memoryRow(shape, memory)];
}

/** GiB a second, the median of the rounds. */
async function measure(
  shape: Shape,
  output: string,
  contenders: Readonly<Record<Contender, () => Promise<unknown>>>,
): Promise<Rates> {
  const rates: Record<Contender, number[]> = {
    ...{ link: [], copy: [], signing: [], openssl: [], sha256sum: [], stream: [], cp: [] },
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of CONTENDERS) {
      await mkdir(output);
      const start = performance.now();
      await contenders[name]();
      rates[name].push(totalBytes(shape) / GIB / ((performance.now() - start) / 1000));
      await rm(output, { recursive: true });
    }
  }
  const { link, copy, signing, openssl, sha256sum, stream, cp: plain } = rates;
  return {
    link: median(link),
    copy: median(copy),
    signing: median(signing),
    openssl: median(openssl),
    sha256sum: median(sha256sum),
    stream: median(stream),
    cp: median(plain),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function rateRows(shape: Shape, rates: Rates): BenchRow[] {
  const row = (blobs: "link" | "copy", peer: Contender, words: string, aim: number): BenchRow => {
    const ratio = rates[blobs] / rates[peer];
    return {
      what: `package-model and sign-model, ${shape.name}, blobs: ${blobs}`,
      ours: `${rates[blobs].toFixed(2)} GiB/s`,
      against: `${words}, ${rates[peer].toFixed(2)} GiB/s`,
      ratio: `${ratio.toFixed(2)} times its rate`,
      aim: `at least ${aim}`,
      reached: ratio >= aim,
    };
  };
  return [
    row("link", "stream", "the stream of actions/attest, hash only", STREAM_AIM),
    row("link", "signing", "Python's model_signing", shape.signingAim),
    row("link", "openssl", "openssl dgst, hash only", 1),
    row("link", "sha256sum", "sha256sum, hash only", 1),
    row("copy", "signing", "Python's model_signing, which copies nothing", 1),
    row("copy", "cp", "copying alone", 0.9),
  ];
}

function memoryRow(shape: Shape, megabytes: number): BenchRow {
  return {
    what: `package-model and sign-model, ${shape.name}, peak memory`,
    ours: `${megabytes.toFixed(0)} MB`,
    against: `a limit of ${MEMORY_AIM_MB} MB`,
    ratio: `${(megabytes / MEMORY_AIM_MB).toFixed(2)} of it`,
    aim: "below it",
    reached: megabytes > 0 && megabytes < MEMORY_AIM_MB,
  };
}
