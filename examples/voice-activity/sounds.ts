import { createRandom, type Random, seedFrom } from "@airworthy/stats";
import { CLIP, RATE, type Sound } from "./clip.ts";

const SEED = 11;

/**
 * What is not speech, as far as a machine can make it: the sounds are synthetic, and no recording stands behind them.
 * Each takes a number from 0 and gives another of its kind, always the same one.
 */
export const SOUNDS = {
  /** As a microphone that is on gives it: hiss below the last bit of most recordings. */
  silence: (variant) => noise(variant, "silence", 0.00002 * 2 ** (variant % 6)),
  "white noise": (variant) => noise(variant, "white noise", level(variant)),
  "pink noise": (variant) => pink(variant, level(variant)),
  tone: (variant) => wave((time) => level(variant) * Math.sin(2 * Math.PI * 110 * 1.4 ** variant * time)),
  /** The mains and its overtones. */
  hum: (variant) => wave((time) => level(variant) * series(time, variant % 2 === 0 ? 50 : 60, 12)),
  clicks: (variant) => clicks(variant),
  /** A reed's buzz through the resonances of a vowel, at one pitch. */
  buzz: (variant) => buzz(variant),
  /** The same, swelling four times a second, as often as a speaker's syllables do: an alarm. */
  "swelling buzz": (variant) => buzz(variant).map((sample, at) => sample * swell(at / RATE)),
} as const satisfies Record<string, (variant: number) => Sound>;

/** Normal noise, of the given standard deviation. */
export function noise(variant: number, name: string, deviation: number): Sound {
  const random = randomOf(variant, name);
  return Float64Array.from({ length: CLIP }, () => deviation * gaussian(random));
}

/** Noise with equal power in every octave: the sum of six first-order low passes an octave and more apart. */
function pink(variant: number, deviation: number): Sound {
  const white = noise(variant, "pink noise", deviation);
  const passes = [0.5, 0.75, 0.9, 0.97, 0.99, 0.997].map((pole) => lowPass(white, pole));
  return white.map((_, at) => passes.reduce((sum, pass) => sum + (pass[at] ?? 0), 0) / passes.length);
}

/** Scaled so that equal noise gives equal power whatever the pole. */
function lowPass(given: Sound, pole: number): Sound {
  const gain = Math.sqrt(1 - pole ** 2);
  let last = 0;
  return given.map((sample) => {
    last = pole * last + gain * sample;
    return last;
  });
}

function series(time: number, pitch: number, overtones: number): number {
  let sum = 0;
  for (let partial = 1; partial <= overtones; partial++)
    sum += Math.sin(2 * Math.PI * pitch * partial * time) / partial;
  return sum / 2;
}

/** From two to seven clicks a second, each a burst of three milliseconds. */
function clicks(variant: number): Sound {
  const random = randomOf(variant, "clicks");
  const period = RATE / (2 + (variant % 6));
  return wave((time) => {
    const since = (time * RATE) % period;
    return 0.5 * gaussian(random) * Math.exp(-since / (0.001 * RATE));
  });
}

/** Centres of the first three resonances of a, e, i, o and u in hertz (Peterson and Barney, JASA 1952, men). */
const VOWELS = [
  [730, 1090, 2440],
  [530, 1840, 2480],
  [270, 2290, 3010],
  [570, 840, 2410],
  [300, 870, 2240],
] as const;
const BANDWIDTHS = [60, 90, 120];

function buzz(variant: number): Sound {
  const pitch = 90 + 20 * variant;
  const resonances = VOWELS[variant % VOWELS.length] ?? [];
  let sound = wave((time) => (Math.floor(time * pitch) > Math.floor((time - 1 / RATE) * pitch) ? 1 : 0));
  for (const [place, centre] of resonances.entries()) sound = resonate(sound, centre, BANDWIDTHS[place] ?? 0);
  const loudest = sound.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  return sound.map((sample) => (0.3 * sample) / loudest);
}

function swell(time: number): number {
  return 0.5 - 0.5 * Math.cos(2 * Math.PI * 4 * time);
}

/** Klatt's digital resonator (JASA 1980). */
function resonate(given: Sound, centre: number, bandwidth: number): Sound {
  const c = -Math.exp((-2 * Math.PI * bandwidth) / RATE);
  const b = 2 * Math.exp((-Math.PI * bandwidth) / RATE) * Math.cos((2 * Math.PI * centre) / RATE);
  let [last, before] = [0, 0];
  return given.map((sample) => {
    [last, before] = [(1 - b - c) * sample + b * last + c * before, last];
    return last;
  });
}

function wave(at: (time: number) => number): Sound {
  return Float64Array.from({ length: CLIP }, (_, sample) => at(sample / RATE));
}

/** From loud to faint, 6 dB a step. */
function level(variant: number): number {
  return 0.3 * 0.5 ** (variant % 6);
}

function randomOf(variant: number, name: string): Random {
  return createRandom(seedFrom(SEED, name, `${variant}`));
}

/** Box and Muller: one normal deviate from two uniform ones, the first of them never 0. */
function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
