import { createRandom, type Random, seedFrom } from "@airworthy/stats";

/** Who makes the videos. Viewers like both alike; studios have the louder thumbnails. */
export const GROUPS = ["studio", "independent"] as const;

export type Group = (typeof GROUPS)[number];

const SEED = 60;
const VIEWERS = 1_000;
const VIDEOS = 400;
/** Tastes that a viewer and a video may have more or less of. */
const TASTES = 6;
/** How many videos a viewer was shown in the past, and how many are to be ranked now. */
const SHOWN = 60;
const TO_RANK = 30;
/** Of the log odds of a click: what everyone clicks, what taste adds, what a studio's thumbnail adds. */
const CLICK = { bias: -1.5, taste: 0.9, thumbnail: 1.6 } as const;
/** Of the log odds that what was watched is liked: taste alone. */
const LIKE = { bias: -0.5, taste: 1.2 } as const;

export interface Video {
  readonly id: string;
  readonly group: Group;
}

/** A video before a viewer: whether it would be clicked, and liked if watched. */
export interface Meeting {
  readonly video: number;
  readonly isClicked: boolean;
  readonly isLiked: boolean;
}

export interface Viewer {
  readonly id: string;
  /** What was shown by chance, and is learned from. */
  readonly past: readonly Meeting[];
  /** What is to be ranked, none of it shown before. */
  readonly next: readonly Meeting[];
}

export interface Platform {
  readonly videos: readonly Video[];
  readonly viewers: readonly Viewer[];
}

/**
 * A made-up platform, the same each time: 1,000 viewers and 400 videos, every second one by a studio. Whether a viewer likes
 * a video is drawn by taste alone, so that both groups deserve the same; whether one clicks, by taste and thumbnail.
 */
export function createPlatform(): Platform {
  const random = createRandom(seedFrom(SEED, "tastes"));
  const videos = Array.from({ length: VIDEOS }, (_, place) => ({
    id: `v${String(place).padStart(3, "0")}`,
    group: GROUPS[place % GROUPS.length] ?? "studio",
    tastes: drawTastes(random),
  }));
  const viewers = Array.from({ length: VIEWERS }, (_, place) => {
    const id = `u${String(place).padStart(4, "0")}`;
    const own = createRandom(seedFrom(SEED, id));
    const tastes = drawTastes(own);
    const meetings = Array.from(drawVideos(own), (video) => meet(tastes, video, videos[video], own));
    return { id, past: meetings.slice(0, SHOWN), next: meetings.slice(SHOWN) };
  });
  return { videos: videos.map(({ id, group }) => ({ id, group })), viewers };
}

function meet(
  viewer: Float64Array,
  video: number,
  made: { readonly group: Group; readonly tastes: Float64Array } | undefined,
  random: Random,
): Meeting {
  let affinity = 0;
  for (let taste = 0; taste < TASTES; taste++) affinity += (viewer[taste] ?? 0) * (made?.tastes[taste] ?? 0);
  const thumbnail = made?.group === "studio" ? CLICK.thumbnail : 0;
  return {
    video,
    isClicked: random.next() < logistic(CLICK.bias + CLICK.taste * affinity + thumbnail),
    isLiked: random.next() < logistic(LIKE.bias + LIKE.taste * affinity),
  };
}

/** Uniform, with a mean of 0 and a variance of 1. */
function drawTastes(random: Random): Float64Array {
  return Float64Array.from({ length: TASTES }, () => (2 * random.next() - 1) * Math.sqrt(3));
}

/** Different videos, drawn without order: the first steps of Fisher and Yates. */
function drawVideos(random: Random): Uint16Array {
  const all = Uint16Array.from({ length: VIDEOS }, (_, place) => place);
  for (let place = 0; place < SHOWN + TO_RANK; place++) {
    const other = place + random.integer(VIDEOS - place);
    [all[place], all[other]] = [all[other] ?? 0, all[place] ?? 0];
  }
  return all.slice(0, SHOWN + TO_RANK);
}

export function logistic(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}
