import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { jsonLines, writeWhole } from "../shared/write-file.ts";
import { LOUDEST } from "./clip.ts";
import { speak } from "./speech.ts";

export const OUTPUT = join(import.meta.dirname, "output");

/** Copies both models from their package, as they are, and has the sentences spoken: what the suite reads. */
export async function prepare(): Promise<void> {
  const source = dirname(createRequire(import.meta.url).resolve("@ricky0123/vad-web"));
  for (const name of ["silero_vad_v5.onnx", "silero_vad_v6.onnx"]) {
    await writeWhole(join(OUTPUT, name), await readFile(join(source, name)));
  }
  const spoken = await speak();
  const rows = spoken.map(({ id, voice, sound }) => ({
    id,
    voice,
    samples: Array.from(sound, (value) => value * LOUDEST),
  }));
  await writeWhole(join(OUTPUT, "speech.jsonl"), jsonLines(rows));
}

if (import.meta.main) await prepare();
