import { posix } from "node:path";

export const REPOSITORY_URL = "https://github.com/airworthy/airworthy";

/** `](target)` or `](target "title")`, and `![alt](target)`; the target relative. */
const LINK = /(?<mark>!?)\[(?<words>[^\]]*)\]\((?<target>(?![a-z][\w+.-]*:|#|\/)[^)\s]+)(?<rest>[^)]*)\)/gi;
/** A block of code, or code in a line. */
const CODE = /^(?<fence>`{3,}|~{3,})[\s\S]*?^\k<fence>\s*$|(?<ticks>`+)[^`][\s\S]*?\k<ticks>/gm;

/**
 * A document whose links to files that are not there lead to the sources at `ref`. `path` is the document's own in the
 * repository; `isThere` is asked with paths from its root. Code stays as it is.
 */
export function linkToSources(markdown: string, path: string, ref: string, isThere: (path: string) => boolean): string {
  const folder = posix.dirname(path);
  let text = "";
  let end = 0;
  for (const code of markdown.matchAll(CODE)) {
    text += linked(markdown.slice(end, code.index)) + code[0];
    end = code.index + code[0].length;
  }
  return text + linked(markdown.slice(end));

  function linked(part: string): string {
    return part.replace(LINK, (whole, mark: string, words: string, target: string, rest: string) => {
      const [file = "", fragment] = target.split("#");
      const wanted = posix.join(folder, file);
      if (isThere(wanted)) return whole;
      const kind = mark === "!" ? "raw" : "blob";
      const end = fragment === undefined ? "" : `#${fragment}`;
      return `${mark}[${words}](${REPOSITORY_URL}/${kind}/${ref}/${wanted}${end}${rest})`;
    });
  }
}
