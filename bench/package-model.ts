import { generateKeyPairSync } from "node:crypto";
import { cp, mkdir, mkdtemp, rm, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { programVersion, pythonVersion } from "../test/harness/peer-versions.ts";
import { pythonWith } from "../test/interop/python-environment.ts";
import type { BenchRow } from "./bench-row.ts";
import { interleaved, secondsOf } from "./interleaved.ts";
import { buildOurs, type Ours, packAndSign } from "./package-model/ours.ts";
import { runProgram } from "./package-model/run-program.ts";
import { SHAPES, type Shape, totalBytes, writeShape } from "./package-model/shapes.ts";
import { median, ratiosOf, spreadOf, told } from "./spread.ts";

const GIB = 1024 ** 3;
const ROUNDS = 3;
const STREAM_AIM = 2.5;
const MEMORY_AIM_MB = 300;
/** The model, and one package of it at a time. */
const NEEDED_BYTES = 9 * GIB;
const PYTHON_PACKAGES = ["model-signing==1.1.1", "pyOpenSSL==26.4.0"];

/** GiB a second, in each round. */
type Rates = Readonly<
  Record<"link" | "copy" | "signing" | "openssl" | "sha256sum" | "stream" | "cp", readonly number[]>
>;

type Versions = Readonly<Record<"signing" | "openssl" | "sha256sum", string>>;

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
    const versions = {
      signing: await pythonVersion(python, "model-signing"),
      openssl: await programVersion("openssl", "version"),
      sha256sum: await programVersion("sha256sum"),
    };
    const rows: BenchRow[] = [];
    for (const shape of SHAPES) rows.push(...(await benchShape(shape, join(folder, "model"), python, ours, versions)));
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function checkRoom(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < NEEDED_BYTES) throw new Error(`${NEEDED_BYTES / GIB} GiB of free disk are needed`);
}

async function benchShape(
  shape: Shape,
  model: string,
  python: string,
  ours: Ours,
  versions: Versions,
): Promise<BenchRow[]> {
  const files = await writeShape(model, shape);
  const memory: number[] = [];
  const pack = async (blobs: "link" | "copy") => {
    memory.push(await packAndSign(ours, model, blobs));
  };
  /** GiB a second, into a folder that is there for it alone. */
  const rate = (work: () => Promise<unknown>) => async () => {
    await mkdir(ours.output);
    const seconds = await secondsOf(work);
    await rm(ours.output, { recursive: true });
    return totalBytes(shape) / GIB / seconds;
  };
  const script = (name: string) => join(import.meta.dirname, "package-model", name);
  const signature = join(ours.output, "signature");
  const rates = await interleaved(ROUNDS, {
    link: rate(() => pack("link")),
    copy: rate(() => pack("copy")),
    signing: rate(() => runProgram(python, [script("sign-model.py"), model, ours.key, signature])),
    openssl: rate(() => runProgram("openssl", ["dgst", "-sha256", ...files])),
    sha256sum: rate(() => runProgram("sha256sum", files)),
    stream: rate(() => runProgram(process.execPath, [script("hash-stream.ts"), ...files])),
    cp: rate(() => cp(model, join(ours.output, "copy"), { recursive: true })),
  });
  await rm(model, { recursive: true });
  return [...rateRows(shape, rates, versions), memoryRow(shape, memory)];
}

function rateRows(shape: Shape, rates: Rates, versions: Versions): BenchRow[] {
  const row = (blobs: "link" | "copy", peer: keyof Rates, words: string, aim: number): BenchRow => {
    const ratio = ratiosOf(rates[blobs], rates[peer]);
    return {
      what: `package-model and sign-model, ${shape.name}, blobs: ${blobs}`,
      ours: `${median(rates[blobs]).toFixed(2)} GiB/s`,
      against: `${words}, ${median(rates[peer]).toFixed(2)} GiB/s`,
      ratio: `${ratio.median.toFixed(2)} times its rate`,
      ...told(ratio, 2),
      aim: `at least ${aim}`,
      reached: ratio.median >= aim,
      ...(shape.isHeadline && blobs === "link" ? { headline: true } : {}),
    };
  };
  const signing = `Python's model_signing ${versions.signing}`;
  return [
    row("link", "stream", `the stream of actions/attest on Node ${process.version}, hash only`, STREAM_AIM),
    row("link", "signing", signing, shape.signingAim),
    row("link", "openssl", `openssl dgst ${versions.openssl}, hash only`, 1),
    row("link", "sha256sum", `sha256sum ${versions.sha256sum}, hash only`, 1),
    row("copy", "signing", `${signing}, which copies nothing`, 1),
    row("copy", "cp", "copying alone", 0.9),
  ];
}

function memoryRow(shape: Shape, megabytes: readonly number[]): BenchRow {
  const share = spreadOf(megabytes.map((one) => one / MEMORY_AIM_MB));
  return {
    what: `package-model and sign-model, ${shape.name}, peak memory`,
    ours: `${Math.max(...megabytes).toFixed(0)} MB`,
    against: `limit ${MEMORY_AIM_MB} MB`,
    ratio: `${share.most.toFixed(2)} of the limit`,
    ...told(share, 2),
    aim: "below it",
    reached: share.least > 0 && share.most < 1,
  };
}
