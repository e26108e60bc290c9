import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "./client.ts";
import type { Repository } from "./event.ts";
import { gitObjects, type RefChange } from "./git-objects.ts";
import { shaSchema } from "./identifiers.ts";
import { GitHubProblem } from "./problem.ts";

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

const READ = "GET /repos/{owner}/{repo}/git/ref/{ref}";
const CREATE = "POST /repos/{owner}/{repo}/git/refs";
const MOVE = "PATCH /repos/{owner}/{repo}/git/refs/{ref}";

/**
 * How GitHub says that the ref is no longer what it was: created, moved or deleted meanwhile, or being written right now.
 * https://docs.github.com/en/rest/git/refs#update-a-reference (422 for what is no fast-forward without `force`)
 */
const MOVED =
  /GitHub answered (409|422): .*(not a fast.?forward|reference already exists|reference does not exist|cannot lock|but expected)/is;

const refSchema = v.object({ ref: v.string(), object: v.object({ type: v.literal("commit"), sha: shaSchema }) });

/** The store of a ref, in full such as "refs/heads/airworthy-history". Reading takes `contents: read`, writing `contents: write`. */
export function remoteRefStore(client: GitHubClient, { owner, repo }: Repository, ref: string): RemoteRefStore {
  const at = { owner, repo };
  const short = ref.replace(/^refs\//, "");

  async function findTip(): Promise<string | null> {
    const parameters = { ...at, ref: short };
    try {
      const answer = await client.request({ route: READ, parameters, needs: "contents: read" });
      const found = checkShape(refSchema, answer, `GitHub's answer to ${READ}`);
      return found.ref === ref ? found.object.sha : null;
    } catch (error) {
      if (error instanceof GitHubProblem && error.kind === "not-found") return null;
      throw error;
    }
  }

  /** Done twice, as after an answer that got lost, it says that the ref has moved; who then looks finds the change there. */
  async function move(tip: string | null, sha: string): Promise<boolean> {
    // Without `force`, which is off by default, only what is on top of the ref moves it.
    const [route, parameters] =
      tip === null ? [CREATE, { ...at, ref, sha } as const] : [MOVE, { ...at, ref: short, sha } as const];
    try {
      await client.request({ route, parameters, needs: "contents: write", repeatable: true });
      return true;
    } catch (error) {
      if (error instanceof GitHubProblem && MOVED.test(error.message)) return false;
      throw error;
    }
  }

  return {
    ref,
    async open() {
      const tip = await findTip();
      const { list, read, write } = gitObjects(client, at, tip);
      return {
        tip,
        list,
        read,
        async commit(change) {
          const sha = await write(change);
          return (await move(tip, sha)) ? sha : null;
        },
      };
    },
  };
}
