/** Left out of every signature of a folder, at the top of the model only, with what lies beneath (specification, 6.2). */
export const DEFAULT_IGNORED: readonly string[] = [".git", ".gitignore", ".gitattributes", ".github"];

/**
 * Tells whether a path is one of `ignored` or lies beneath one. They are exact paths from the top of the model: no
 * patterns, and nothing is resolved, so that one which points out of the model matches nothing.
 */
export function ignoring(ignored: readonly string[]): (path: string) => boolean {
  const paths = new Set(ignored.map((path) => path.replace(/^(\.\/)+/, "").replace(/\/+$/, "")));
  return (path) => {
    for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) {
      if (paths.has(path.slice(0, end))) return true;
    }
    return false;
  };
}
