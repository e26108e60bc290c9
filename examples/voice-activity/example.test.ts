import { mkdtempDisposable, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { testBehavior } from "../shared/test-behavior.ts";
import { CLIP, RATE, type Sound, toFrames } from "./clip.ts";
import { louder, overHum, overNoise } from "./mix.ts";
import { OUTPUT, prepare } from "./prepare.ts";
import { SOUNDS } from "./sounds.ts";

const NAMES = ["silence", "white noise", "pink noise", "tone", "hum", "clicks", "buzz", "swelling buzz"] as const;

test("each frame begins with the end of the one before, and the first with silence", () => {
  const frames = toFrames(Float64Array.from({ length: CLIP }, (_, at) => (at + 1) / 32_768));
  expect(frames.map((frame) => frame.length)).toEqual(new Array(20).fill(64 + 512));
  expect(frames[0]?.slice(62, 67)).toEqual([0, 0, 1, 2, 3]);
  expect(frames[1]?.slice(0, 2)).toEqual([449, 450]);
  expect(frames[1]?.slice(63, 65)).toEqual([512, 513]);
});

test("what is too loud is cut off at 16 bits", () => {
  const [frame] = toFrames(Float64Array.from({ length: CLIP }, (_, at) => (at % 2 === 0 ? 2 : -2)));
  expect(frame?.slice(64, 66)).toEqual([32_767, -32_768]);
});

test("every sound is of a clip's length, finite, and the same each time", () => {
  for (const name of NAMES) {
    for (const variant of [0, 11]) {
      const sound = SOUNDS[name](variant);
      expect(sound, name).toHaveLength(CLIP);
      expect(sound.every(Number.isFinite), name).toBe(true);
      expect(SOUNDS[name](variant), name).toEqual(sound);
    }
  }
});

function power(sound: Sound): number {
  return sound.reduce((sum, sample) => sum + sample ** 2, 0) / sound.length;
}

// By hand: 20 dB are a factor of 10 in amplitude, 100 in power; 10 log10 of the powers' ratio are decibels.
test("decibels are decibels", () => {
  const tone = SOUNDS.tone(0);
  expect(power(louder(tone, 20)) / power(tone)).toBeCloseTo(100, 6);
  for (const mixed of [overHum(tone, 10), overNoise(tone, 10)]) {
    const background = mixed.map((sample, at) => 2 * sample - (tone[at] ?? 0));
    expect(10 * Math.log10(power(tone) / power(background))).toBeCloseTo(10, 6);
  }
});

// The first resonance of "a" is at 730 Hz: by a sum over the sound, there is more of that than of 2,000 Hz.
test("a buzz resonates where its vowel does", () => {
  const buzz = SOUNDS.buzz(0);
  const strength = (hertz: number) => {
    const turn = (at: number) => (2 * Math.PI * hertz * at) / RATE;
    const along = buzz.reduce((sum, sample, at) => sum + sample * Math.cos(turn(at)), 0);
    const across = buzz.reduce((sum, sample, at) => sum + sample * Math.sin(turn(at)), 0);
    return Math.hypot(along, across);
  };
  expect(strength(8 * 90)).toBeGreaterThan(5 * strength(22 * 90));
});

interface Tensor {
  readonly data: Float32Array;
}

interface Runtime {
  readonly InferenceSession: { create(model: Uint8Array): Promise<Session> };
  readonly Tensor: new (type: string, data: Float32Array | BigInt64Array, dims: number[]) => Tensor;
}

interface Session {
  run(feeds: Record<string, Tensor>): Promise<{ output: Tensor; stateN: Tensor }>;
}

/** The model looped over a clip as its own callers do, without the predictor file: the mean probability of speech. */
async function hear({ Tensor }: Runtime, session: Session, sound: Sound): Promise<number> {
  const frames = toFrames(sound);
  const sr = new Tensor("int64", BigInt64Array.of(16_000n), []);
  let state = new Tensor("float32", new Float32Array(2 * 128), [2, 1, 128]);
  let sum = 0;
  for (const frame of frames) {
    const input = new Tensor(
      "float32",
      Float32Array.from(frame, (sample) => sample / 32_768),
      [1, frame.length],
    );
    const { output, stateN } = await session.run({ input, state, sr });
    state = stateN;
    sum += output.data[0] ?? Number.NaN;
  }
  return sum / frames.length;
}

test("the verb finds what the new version mends and breaks, as a loop without it does", {
  timeout: 180_000,
}, async () => {
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-voice-"));
  await prepare();
  const found = await testBehavior(
    {
      ...{ name: "voice-activity", suite: "suite.ts", candidate: "models/v6.yml", baseline: "models/v5.yml" },
      evidence: join(space.path, "evidence"),
    },
    { folder: import.meta.dirname, report: "hide", progress: "hide" },
  );
  const runtime: Runtime = createRequire(import.meta.url)("onnxruntime-web");
  const alarms = async (version: string) => {
    const session = await runtime.InferenceSession.create(await readFile(join(OUTPUT, `silero_vad_${version}.onnx`)));
    let count = 0;
    for (let variant = 0; variant < 12; variant++) {
      if ((await hear(runtime, session, SOUNDS["swelling buzz"](variant))) > 0.5) count++;
    }
    return count;
  };
  const buzz = found.of("swelling-buzz");
  expect([buzz.baseline?.failed, buzz.candidate.failed]).toEqual([await alarms("v5"), await alarms("v6")]);
  expect(buzz.change).toBe("improvement");
  for (const id of ["overdriven-speech", "speech-under-hum"]) expect(found.of(id).change, id).toBe("regression");
  const speech = found.of("speech");
  expect([speech.baseline?.failed, speech.candidate.failed]).toEqual([0, 0]);
});
