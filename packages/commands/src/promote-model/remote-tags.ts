import { createAnnotatedTag, listTags } from "@airworthy/github";
import type { TagFact } from "@airworthy/promotion";
import type { Remote } from "../manage-rollout/open-flags.ts";
import { inTag } from "./in-tag.ts";
import type { TagStore } from "./place.ts";

/** A tag that is only a name is as old as can be: it says nothing of when it was made, and every tag of ours is later. */
const NO_TIME = "1970-01-01T00:00:00.000Z";

/** The tags of a repository on GitHub; whoever asks is the tagger. */
export function remoteTags({ client, repository }: Remote, by: string): TagStore {
  return {
    async list(model) {
      const tags = await listTags(client, repository, inTag(model));
      return tags.map(({ name, commit, note }) => ({
        name,
        commit,
        on: note?.on ?? NO_TIME,
        message: note?.message ?? "",
      }));
    },
    async create(tag) {
      const { name, commit, message, on } = tag;
      const tagger = { name: by, email: `${by}@users.noreply.github.com`, date: on };
      const { state, tag: found } = await createAnnotatedTag(client, repository, { name, commit, message, tagger });
      return state === "created" || isSame(tag, { ...found, message: found.note?.message ?? "" });
    },
  };
}

/** Made before by the same request, in a run that did not come to its end. */
function isSame(a: TagFact, b: Pick<TagFact, "commit" | "message">): boolean {
  return a.commit === b.commit && a.message.trim() === b.message.trim();
}
