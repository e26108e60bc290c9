import type { Platform } from "../platform.ts";
import type { Recommender } from "./recommender.ts";

/** What a video's popularity weighs beside its likeness to what the viewer liked. */
const POPULARITY = 0.5;
/** As if each pair of videos had been met by so many more who agree on nothing: few viewers prove little. */
const SHRINKAGE = 5;
/** The nearest of the liked videos count. */
const NEIGHBOURS = 10;

/**
 * The baseline: a video is shown for its likeness to what the viewer liked, and for how many liked it who met it.
 * Likeness is the cosine of two videos' likes, shrunk (Sarwar et al., Item-Based Collaborative Filtering Recommendation Algorithms, 2001).
 */
export function trainNeighbours({ videos, viewers }: Platform): Recommender {
  const count = videos.length;
  const liked = viewers.map(({ past }) => past.filter(({ isLiked }) => isLiked).map(({ video }) => video));
  const met = new Float64Array(count);
  for (const { video } of viewers.flatMap(({ past }) => past)) met[video] = (met[video] ?? 0) + 1;
  const together = new Float64Array(count * count);
  for (const own of liked) {
    for (const one of own)
      for (const other of own) together[one * count + other] = (together[one * count + other] ?? 0) + 1;
  }
  const likes = (video: number) => together[video * count + video] ?? 0;
  const likeness = (one: number, other: number) =>
    (together[one * count + other] ?? 0) / (Math.sqrt(likes(one) * likes(other)) + SHRINKAGE);
  return (viewer, video) => {
    const near = (liked[viewer] ?? []).map((other) => likeness(video, other)).sort((a, b) => b - a);
    const sum = near.slice(0, NEIGHBOURS).reduce((before, value) => before + value, 0);
    return sum + (POPULARITY * likes(video)) / ((met[video] ?? 0) + SHRINKAGE);
  };
}
