import { openTags } from "@airworthy/git";
import type { Ports } from "@airworthy/runtime";
import { userName } from "../user-name.ts";
import { inTag } from "./in-tag.ts";
import type { TagStore } from "./place.ts";

/** The tags of the clone that the verb runs in; they count for others once they are pushed. */
export function localTags({ cwd, env, signal }: Ports): TagStore {
  const tags = openTags(cwd, { env, signal });
  const name = userName(env);
  return {
    list: (model) => tags.listTags(inTag(model)),
    create: (tag) => tags.createTag({ ...tag, tagger: { name, email: `${name}@localhost` } }),
  };
}
