import type { Recommender } from "./models/recommender.ts";
import type { Group, Platform } from "./platform.ts";

/** So many places are seen without scrolling. */
export const TOP = 10;

/** A row of a table of ranked lists: a video's place in a viewer's list. */
export interface ListRow {
  /** `<viewer>-<video>`: the same in every version's table. */
  readonly id: string;
  /** The viewer: each has one list. */
  readonly query: string;
  readonly item: string;
  /** From 1 on, by falling score. */
  readonly rank: number;
  readonly score: number;
  /** What the video deserves: 1 where the viewer would like it. */
  readonly label: 0 | 1;
  /** 1 where the viewer would click it. */
  readonly click: 0 | 1;
  readonly creator: Group;
}

/** Ranks what each viewer is to be shown. Equal scores go by the video's name, as no list may depend on how it was drawn. */
export function rank({ videos, viewers }: Platform, recommender: Recommender): ListRow[] {
  return viewers.flatMap(({ id: query, next }, viewer) => {
    const scored = next.map((meeting) => ({ ...meeting, score: recommender(viewer, meeting.video) }));
    scored.sort((a, b) => b.score - a.score || a.video - b.video);
    return scored.map(({ video, score, isLiked, isClicked }, place): ListRow => {
      const made = videos[video];
      if (made === undefined) throw new Error(`there is no video ${video}`);
      const { id: item, group: creator } = made;
      const truth = { label: isLiked ? 1 : 0, click: isClicked ? 1 : 0 } as const;
      return { id: `${query}-${item}`, query, item, rank: place + 1, score, ...truth, creator };
    });
  });
}

/** How many of a list's first ten are clicked, or liked, on average over the viewers. */
export function perViewer(rows: readonly ListRow[], what: "click" | "label"): number {
  const viewers = new Set(rows.map(({ query }) => query)).size;
  return rows.filter(({ rank }) => rank <= TOP).reduce((sum, row) => sum + row[what], 0) / viewers;
}

/**
 * A group's mean exposure, 1 / log2(1 + rank) of each of its videos (Singh and Joachims, Fairness of Exposure in Rankings,
 * 2018): over all viewers' lists together. NaN where the group has no video there.
 */
export function exposure(rows: readonly ListRow[], creator: Group): number {
  const own = rows.filter((row) => row.creator === creator);
  return own.reduce((sum, { rank }) => sum + 1 / Math.log2(1 + rank), 0) / own.length;
}
