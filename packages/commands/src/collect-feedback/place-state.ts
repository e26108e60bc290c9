import type { TextChange, TextState } from "@airworthy/refs";

/** Files as they stand in a place. */
export interface PlaceState extends Pick<TextState, "read"> {
  /** Null where others wrote meanwhile. */
  commit(change: TextChange): Promise<Written | null>;
}

/** What became of a change: where it went, or the pull request whose closing declined it. */
export interface Written {
  readonly place: string;
  readonly isDeclined: boolean;
}

/** Where a change went; null where others wrote meanwhile. */
export function writtenAt(place: string | null): Written | null {
  return place === null ? null : { place, isDeclined: false };
}
