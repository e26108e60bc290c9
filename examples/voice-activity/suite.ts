import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { LOUDEST, type Sound, toFrames } from "./clip.ts";
import { louder, offset, overHum, overNoise, silencedEnds } from "./mix.ts";
import { SOUNDS } from "./sounds.ts";

/**
 * What a detector of speech should do, whatever its accuracy. A suite in code, since its cases are made: clips of
 * synthetic sounds, and clips of speech with something done to them.
 */
const VARIANTS = Array.from({ length: 12 }, (_, variant) => variant);
/** Every so many of them, where each is asked several times. */
const FEW = 4;

const clipSchema = v.object({ id: v.string(), voice: v.string(), samples: v.array(v.number()) });

interface Clip {
  readonly id: string;
  readonly voice: string;
  readonly sound: Sound;
}

/** Every second clip that prepare.ts had spoken: 56 of four voices. */
const SPEECH = readSpeech();

const HEARD = { capability: "speech", kind: "mft", expect: "speech" };
const IGNORED = { capability: "no speech", kind: "mft", expect: "quiet" };
const UNMOVED = { capability: "robustness", kind: "inv" };

export default {
  name: "voice-activity",
  seed: 3,
  classes: ["quiet", "speech"],
  tests: [
    { id: "speech", title: "speech", ...HEARD, slices: ["voice"], examples: spoken("as it is", (sound) => sound) },
    {
      ...{ id: "faint-speech", title: "speech 40 dB fainter", ...HEARD },
      examples: spoken("-40 dB", (sound) => louder(sound, -40)),
    },
    {
      ...{ id: "overdriven-speech", title: "speech 30 dB too loud", ...HEARD },
      examples: spoken("+30 dB", (sound) => louder(sound, 30)),
    },
    {
      ...{ id: "speech-under-hum", title: "speech under a hum", ...HEARD },
      examples: spoken("hum 5 dB louder", (sound) => overHum(sound, -5)),
    },
    ...Object.entries(SOUNDS).map(([name, sound]) => ({
      ...{ id: name.replaceAll(" ", "-"), title: name, ...IGNORED },
      examples: VARIANTS.map((variant) => ({ id: `${variant}`, input: clipOf(`${name} ${variant}`, sound(variant)) })),
    })),
    {
      ...{ id: "gain", title: "louder or fainter by 12 dB", ...UNMOVED },
      examples: changed({ "+12 dB": (sound) => louder(sound, 12), "-12 dB": (sound) => louder(sound, -12) }),
    },
    {
      ...{ id: "offset", title: "an unbalanced microphone", ...UNMOVED },
      examples: changed({ "offset 2 %": (sound) => offset(sound, 0.02), "offset 5 %": (sound) => offset(sound, 0.05) }),
    },
    {
      ...{ id: "padding", title: "silence around it", ...UNMOVED },
      examples: changed({ "a tenth silent": (sound) => silencedEnds(sound, 0.05) }),
    },
    {
      ...{ id: "noise", title: "noise added", capability: "robustness", kind: "dir" },
      ...{ confidence: "decreases", of: "speech", tolerance: 0.02 },
      examples: changed({
        "noise 20 dB fainter": (sound) => overNoise(sound, 20),
        "noise 10 dB fainter": (sound) => overNoise(sound, 10),
        "noise as loud": (sound) => overNoise(sound, 0),
      }),
    },
  ],
};

type Change = (sound: Sound) => Sound;

function spoken(name: string, change: Change) {
  return SPEECH.map(({ id, voice, sound }) => ({
    id,
    input: clipOf(`${id}, ${name}`, change(sound)),
    slices: { voice },
  }));
}

/** Some clips, each with all that the changes make of it. */
function changed(changes: Readonly<Record<string, Change>>) {
  const few = SPEECH.filter((_, place) => place % FEW === 0);
  return few.map(({ id, sound }) => {
    const made = Object.entries(changes).map(([name, change]) => clipOf(`${id}, ${name}`, change(sound)));
    return { id, input: [clipOf(id, sound), ...made] };
  });
}

/** The models are given the frames only; the name is for a reader. */
function clipOf(name: string, sound: Sound) {
  return { name, frames: toFrames(sound) };
}

function readSpeech(): Clip[] {
  const lines = readFileSync(join(import.meta.dirname, "output", "speech.jsonl"), "utf8")
    .trimEnd()
    .split("\n");
  return lines
    .filter((_, place) => place % 2 === 0)
    .map((line) => v.parse(clipSchema, JSON.parse(line)))
    .map(({ id, voice, samples }) => ({ id, voice, sound: Float64Array.from(samples, (sample) => sample / LOUDEST) }));
}
