import type { Sound } from "./clip.ts";
import { noise, SOUNDS } from "./sounds.ts";

/** The sound so many decibels louder, fainter where they are below 0. What is too loud for 16 bits is cut off later. */
export function louder(sound: Sound, decibels: number): Sound {
  const factor = 10 ** (decibels / 20);
  return sound.map((sample) => sample * factor);
}

/** As a microphone gives it that is not balanced: all samples moved by a constant, the sound quiet enough to allow it. */
export function offset(sound: Sound, by: number): Sound {
  return sound.map((sample) => sample * (1 - by) + by);
}

/** The sound with a share of it silent at either end. */
export function silencedEnds(sound: Sound, share: number): Sound {
  const margin = Math.round(share * sound.length);
  return sound.map((sample, at) => (at < margin || at >= sound.length - margin ? 0 : sample));
}

/** The sound over the hum of the mains, `decibels` louder than that. */
export function overHum(sound: Sound, decibels: number): Sound {
  return over(sound, SOUNDS.hum(0), decibels);
}

/** The sound over white noise, `decibels` louder than that; the noise is always the same one. */
export function overNoise(sound: Sound, decibels: number): Sound {
  return over(sound, noise(0, "background", 0.1), decibels);
}

/** By the ratio of their powers. Both at half, so that their sum is not cut off. */
function over(sound: Sound, background: Sound, decibels: number): Sound {
  const factor = Math.sqrt(power(sound) / power(background)) / 10 ** (decibels / 20);
  return sound.map((sample, at) => (sample + factor * (background[at] ?? 0)) / 2);
}

function power(sound: Sound): number {
  return sound.reduce((sum, sample) => sum + sample ** 2, 0) / sound.length;
}
