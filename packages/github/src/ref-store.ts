import type { GitHubClient } from "./client.ts";
import type { Repository } from "./event.ts";
import { gitObjects, type RefChange } from "./git-objects.ts";
import { createRef, findTip, moveRef } from "./refs.ts";

/** A tree of text files that a ref of a repository on GitHub points to. Every method throws a GitHubProblem. */
export interface RemoteRefStore {
  readonly ref: string;
  /** The ref as it stands now. */
  open(): Promise<RemoteRefState>;
}

export interface RemoteRefState {
  /** The commit's SHA; null where there is no such ref, or none that the token may see. */
  readonly tip: string | null;
  /** The names of the files directly in a folder, sorted; none where there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
  /** A file's text; null where there is none. Throws for more bytes than allowed, and for what is no UTF-8. */
  read(path: string, mostBytes: number): Promise<string | null>;
  /** Commits on top of this state and moves the ref: the new commit's SHA; null where the ref has moved since. */
  commit(change: RefChange): Promise<string | null>;
}

/** The store of a ref, in full such as "refs/heads/airworthy-history". Reading takes `contents: read`, writing `contents: write`. */
export function remoteRefStore(client: GitHubClient, { owner, repo }: Repository, ref: string): RemoteRefStore {
  const at = { owner, repo };

  return {
    ref,
    async open() {
      const tip = await findTip(client, at, ref);
      const { list, read, write } = gitObjects(client, at, tip);
      return {
        tip,
        list,
        read,
        async commit(change) {
          const sha = await write(change);
          const put = tip === null ? createRef : moveRef;
          return (await put(client, at, ref, sha)) ? sha : null;
        },
      };
    },
  };
}
