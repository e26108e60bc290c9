import type { RefStore } from "@airworthy/refs";

/** A ref in memory. Every commit is kept, so that a test sees what was written when. */
export interface MemoryStore extends RefStore {
  /** All trees that the ref has had, oldest first. */
  readonly commits: ReadonlyMap<string, string>[];
  /** The texts now. */
  files(): ReadonlyMap<string, string>;
}

export function memoryStore(files?: Readonly<Record<string, string>>): MemoryStore {
  const commits: ReadonlyMap<string, string>[] = files === undefined ? [] : [new Map(Object.entries(files))];
  const none: ReadonlyMap<string, string> = new Map();
  return {
    ref: "refs/heads/airworthy-history",
    commits,
    files: () => commits.at(-1) ?? none,
    async open() {
      const height = commits.length;
      const tree = commits.at(-1) ?? none;
      return {
        tip: height === 0 ? null : `commit ${height}`,
        async list(folder) {
          const below = [...tree.keys()].filter((path) => path.startsWith(`${folder}/`));
          return below.map((path) => path.slice(folder.length + 1)).sort();
        },
        read: async (path) => tree.get(path) ?? null,
        async commit({ files: changed, deletions }) {
          if (commits.length !== height) return null;
          const next = new Map([...tree, ...changed]);
          for (const path of deletions) {
            if (!next.delete(path) || changed.has(path)) throw new Error(`${path} cannot be deleted`);
          }
          commits.push(next);
          return `commit ${commits.length}`;
        },
      };
    },
  };
}
