import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient, Request } from "./client.ts";
import type { Repository } from "./event.ts";
import { shaSchema } from "./identifiers.ts";

export interface RefChange {
  /** Texts by path from the root, with slashes. */
  readonly files: ReadonlyMap<string, string>;
  /** Paths of files that are there. */
  readonly deletions: readonly string[];
  readonly message: string;
}

/** The files of a commit, and commits on top of it. */
export interface GitObjects {
  list(folder: string): Promise<readonly string[]>;
  read(path: string, mostBytes: number): Promise<string | null>;
  /** The SHA of a commit that has the change and the commit as its parent; no ref points to it yet. */
  write(change: RefChange): Promise<string>;
}

const COMMIT = "GET /repos/{owner}/{repo}/git/commits/{commit_sha}";
const TREE = "GET /repos/{owner}/{repo}/git/trees/{tree_sha}";
const BLOB = "GET /repos/{owner}/{repo}/git/blobs/{file_sha}";
const NEW_BLOB = "POST /repos/{owner}/{repo}/git/blobs";
const NEW_TREE = "POST /repos/{owner}/{repo}/git/trees";
const NEW_COMMIT = "POST /repos/{owner}/{repo}/git/commits";

const FILE_MODE = "100644";
/** Larger texts go by themselves: a request that holds all of them may be more than GitHub takes at once. */
const INLINE_CHARACTERS = 100_000;

const namedSchema = v.object({ sha: shaSchema });
const commitSchema = v.object({ tree: namedSchema });
const itemSchema = v.object({
  path: v.string(),
  type: v.string(),
  sha: shaSchema,
  size: v.nullish(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
});
const treeSchema = v.object({ tree: v.array(itemSchema), truncated: v.boolean() });
const blobSchema = v.object({ encoding: v.literal("base64"), content: v.string() });

type Item = v.InferOutput<typeof itemSchema>;

/** GitHub's git objects, from a commit on; without one there are no files. What was read is asked for once. */
export function gitObjects(client: GitHubClient, at: Repository, commit: string | null): GitObjects {
  const trees = new Map<string, Promise<readonly Item[]>>();
  let root: Promise<string | null> | undefined;

  async function ask<T>(schema: v.GenericSchema<unknown, T>, request: Omit<Request, "needs">): Promise<T> {
    const needs = request.route.startsWith("GET ") ? "contents: read" : "contents: write";
    // Objects are named by their content: written twice, they are still one.
    const answer = await client.request({ ...request, needs, repeatable: true });
    return checkShape(schema, answer, `GitHub's answer to ${request.route}`);
  }

  function rootTree(): Promise<string | null> {
    root ??=
      commit === null
        ? Promise.resolve(null)
        : ask(commitSchema, { route: COMMIT, parameters: { ...at, commit_sha: commit } }).then(({ tree }) => tree.sha);
    return root;
  }

  function itemsOf(sha: string): Promise<readonly Item[]> {
    const known = trees.get(sha) ?? askItems(sha);
    trees.set(sha, known);
    return known;
  }

  async function askItems(sha: string): Promise<readonly Item[]> {
    const { tree, truncated } = await ask(treeSchema, { route: TREE, parameters: { ...at, tree_sha: sha } });
    if (truncated) {
      throw new UserError(`GitHub lists only part of the tree ${sha}: it has too many files`, {
        remedy: "Work on the ref in a clone, or delete it and begin it anew.",
      });
    }
    return tree;
  }

  /** What is directly in a folder; "" is the root. */
  async function folderItems(folder: string): Promise<readonly Item[]> {
    let sha = await rootTree();
    for (const name of folder.split("/").filter((part) => part !== "")) {
      if (sha === null) return [];
      const items = await itemsOf(sha);
      sha = items.find(({ path, type }) => path === name && type === "tree")?.sha ?? null;
    }
    return sha === null ? [] : itemsOf(sha);
  }

  return {
    async list(folder) {
      const items = await folderItems(folder);
      return items.filter(({ type }) => type === "blob").map(({ path }) => path);
    },
    async read(path, mostBytes) {
      const slash = path.lastIndexOf("/");
      const items = await folderItems(path.slice(0, Math.max(0, slash)));
      const item = items.find((other) => other.path === path.slice(slash + 1) && other.type === "blob");
      if (item === undefined) return null;
      const { sha, size } = item;
      const where = `${JSON.stringify(path)} at ${commit}`;
      if (!(size != null && size <= mostBytes)) {
        throw new UserError(`${where} has ${size} bytes; at most ${mostBytes} are allowed`);
      }
      const { content } = await ask(blobSchema, { route: BLOB, parameters: { ...at, file_sha: sha } });
      return decode(Buffer.from(content, "base64"), size, where);
    },
    async write({ files, deletions, message }) {
      const gone = deletions.map((path) => ({ path, mode: FILE_MODE, type: "blob", sha: null }));
      const written = await Promise.all(
        [...files].map(async ([path, text]) => ({
          path,
          mode: FILE_MODE,
          type: "blob",
          ...(text.length > INLINE_CHARACTERS ? { sha: await writeBlob(text) } : { content: text }),
        })),
      );
      const base = await rootTree();
      const tree = await ask(namedSchema, {
        route: NEW_TREE,
        parameters: { ...at, tree: [...gone, ...written], ...(base ? { base_tree: base } : {}) },
      });
      const parents = commit === null ? [] : [commit];
      const made = await ask(namedSchema, {
        route: NEW_COMMIT,
        parameters: { ...at, message, tree: tree.sha, parents },
      });
      return made.sha;
    },
  };

  async function writeBlob(text: string): Promise<string> {
    const parameters = { ...at, content: text, encoding: "utf-8" };
    return (await ask(namedSchema, { route: NEW_BLOB, parameters })).sha;
  }
}

function decode(bytes: Buffer, size: number, where: string): string {
  if (bytes.length !== size) throw new UserError(`${where}: GitHub sent ${bytes.length} of ${size} bytes`);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new UserError(`${where} is no UTF-8`, { cause });
  }
}
