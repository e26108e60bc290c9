import { join } from "node:path";
import { createRandom, seedFrom } from "@airworthy/stats";
import { jsonLines, writeWhole } from "../shared/write-file.ts";
import { CORRUPTIONS, corrupt, SEVERITIES } from "./corruptions.ts";
import { type Digit, readDigits } from "./digits.ts";
import type { Network } from "./model/network.ts";
import { toOnnx } from "./model/onnx.ts";
import { train, VERSIONS } from "./model/train.ts";

export const OUTPUT = join(import.meta.dirname, "output");

const SEED = 30;
/** Each of these is corrupted in every way and severity: 20 pictures for each of them. */
const CORRUPTED = 400;

export type Version = keyof typeof VERSIONS;

/** A row of the table that the suite reads: a picture as it is, `corruption` being "none", or after what happened to it. */
export interface Row {
  readonly id: string;
  /** The picture that it was made from: itself where nothing was done to it. */
  readonly picture: string;
  readonly label: string;
  readonly corruption: string;
  readonly severity: string;
  readonly pixels: readonly number[];
}

/** Trains both versions and writes them as ONNX, and the pictures that the suite puts to them. */
export async function prepare(): Promise<{ networks: Record<Version, Network>; rows: readonly Row[] }> {
  const { training, test } = readDigits();
  const networks = {
    "softmax-regression": train(training, VERSIONS["softmax-regression"]),
    perceptron: train(training, VERSIONS.perceptron),
  };
  const rows = [...test.map(clean), ...test.slice(0, CORRUPTED).flatMap(corrupted)];
  for (const version of ["softmax-regression", "perceptron"] as const) {
    await writeWhole(join(OUTPUT, `${version}.onnx`), toOnnx(networks[version], version));
  }
  await writeWhole(join(OUTPUT, "pictures.jsonl"), jsonLines(rows));
  return { networks, rows };
}

function clean({ id, label, pixels }: Digit): Row {
  return { id, picture: id, label: `${label}`, corruption: "none", severity: "0", pixels: Array.from(pixels) };
}

function corrupted({ id, label, pixels }: Digit): Row[] {
  return CORRUPTIONS.flatMap((corruption) =>
    SEVERITIES.map((severity) => {
      const name = `${id}-${corruption}-${severity}`;
      const changed = corrupt(pixels, corruption, severity, createRandom(seedFrom(SEED, name, "pixels")));
      return {
        id: name,
        picture: id,
        label: `${label}`,
        corruption,
        severity: `${severity}`,
        pixels: Array.from(changed),
      };
    }),
  );
}

if (import.meta.main) await prepare();
