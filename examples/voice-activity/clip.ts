/** Samples a second, of the two rates that the models were trained with. */
export const RATE = 16_000;
/** Samples that the models hear at a time: 32 milliseconds. */
const FRAME = 512;
/** The end of the frame before, which they hear again. */
const CONTEXT = 64;
const FRAMES = 20;
/** Samples of a clip: 0.64 seconds, two or three syllables. */
export const CLIP = FRAMES * FRAME;
/** Samples are whole numbers of 16 bits, as in a WAV file; the predictor files scale them to -1 to 1. */
export const LOUDEST = 32_768;

/** Samples of a clip from -1 to 1; what is louder is cut off, as a microphone's converter does. */
export type Sound = Float64Array;

/** A clip as the models take it: 20 frames of 576 samples, each after the end of the one before, silence before the first. */
export function toFrames(sound: Sound): number[][] {
  const samples = [...new Array<number>(CONTEXT).fill(0), ...Array.from(sound, toSample)];
  return Array.from({ length: FRAMES }, (_, frame) => samples.slice(frame * FRAME, (frame + 1) * FRAME + CONTEXT));
}

function toSample(value: number): number {
  // `+ 0` since JSON has no negative zero, and a case read back must be the case that was written.
  return Math.round(Math.min(LOUDEST - 1, Math.max(-LOUDEST, value * LOUDEST))) + 0;
}
