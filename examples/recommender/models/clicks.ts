import { createRandom, seedFrom } from "@airworthy/stats";
import { logistic, type Platform } from "../platform.ts";
import type { Recommender } from "./recommender.ts";

const FACTORS = 8;
const EPOCHS = 30;
const RATE = 0.05;
const PENALTY = 0.02;
const SEED = 70;

/**
 * The candidate: what is most likely clicked is shown first. Logistic matrix factorisation of the clicks by stochastic
 * gradient descent, with a bias for each video (after Johnson, Logistic Matrix Factorization for Implicit Feedback Data, 2014).
 */
export function trainClicks({ videos, viewers }: Platform): Recommender {
  const random = createRandom(seedFrom(SEED, "factors"));
  const draw = (rows: number) => Float64Array.from({ length: rows * FACTORS }, () => (random.next() - 0.5) / 5);
  const ofViewers = draw(viewers.length);
  const ofVideos = draw(videos.length);
  const biases = new Float64Array(videos.length);
  const odds: Recommender = (viewer, video) => {
    let sum = biases[video] ?? 0;
    for (let factor = 0; factor < FACTORS; factor++)
      sum += (ofViewers[viewer * FACTORS + factor] ?? 0) * (ofVideos[video * FACTORS + factor] ?? 0);
    return sum;
  };
  const meetings = viewers.flatMap(({ past }, viewer) => past.map((meeting) => ({ viewer, ...meeting })));
  for (let step = 0; step < EPOCHS * meetings.length; step++) {
    const meeting = meetings[random.integer(meetings.length)];
    if (meeting === undefined) continue;
    const { viewer, video, isClicked } = meeting;
    const error = (isClicked ? 1 : 0) - logistic(odds(viewer, video));
    biases[video] = (biases[video] ?? 0) + RATE * error;
    for (let factor = 0; factor < FACTORS; factor++) {
      const [a, b] = [viewer * FACTORS + factor, video * FACTORS + factor];
      const [one, other] = [ofViewers[a] ?? 0, ofVideos[b] ?? 0];
      ofViewers[a] = one + RATE * (error * other - PENALTY * one);
      ofVideos[b] = other + RATE * (error * one - PENALTY * other);
    }
  }
  return odds;
}
