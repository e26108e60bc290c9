import type { TagFact } from "@airworthy/promotion";
import type { Place } from "./place.ts";

/**
 * Makes the tags of a change one after another; false where a name was taken meanwhile. The stage's tag tells two changes
 * apart that were decided at the same time: whoever makes it has made the change.
 */
export async function writeTags(tags: readonly TagFact[], { tags: store }: Place): Promise<boolean> {
  for (const tag of tags) {
    if (!(await store.create(tag))) return false;
  }
  return true;
}
