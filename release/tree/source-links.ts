import { posix } from "node:path";

export const REPOSITORY_URL = "https://github.com/airworthy/airworthy";

/** In a link or an image: `](target)` or `](target "title")`, the target relative. */
const END = String.raw`\]\((?<target>(?![a-z][\w+.-]*:|#|\/)[^)\s]+)(?<rest>[^)]*)\)`;
const IMAGE = new RegExp(String.raw`(?<start>!\[[^\]]*)${END}`, "gi");
/** Its words may hold an image. */
const LINK = new RegExp(String.raw`(?<start>(?<!!)\[(?:!\[[^\]]*\]\([^)]*\)|[^\]])*)${END}`, "gi");
/** A block of code, or code in a line. */
const CODE = /^(?<fence>`{3,}|~{3,})[\s\S]*?^\k<fence>\s*$|(?<ticks>`+)[^`][\s\S]*?\k<ticks>/gm;

/**
 * A document whose links to files that are not there lead to the sources at `ref`. `path` is the document's own in the
 * repository; `isThere` is asked with paths from its root. Code stays as it is.
 */
export function linkToSources(markdown: string, path: string, ref: string, isThere: (path: string) => boolean): string {
  const folder = posix.dirname(path);
  const codes: string[] = [];
  // A link may be around code, so that the text is not to be taken apart at it.
  const prose = markdown.replace(CODE, (code) => `\0${codes.push(code) - 1}\0`);
  const linked = prose.replace(IMAGE, lead("raw")).replace(LINK, lead("blob"));
  return linked.replace(/\0(\d+)\0/g, (_, index) => codes[Number(index)] ?? "");

  function lead(kind: "raw" | "blob") {
    return (whole: string, start: string, target: string, rest: string) => {
      const [file = "", fragment] = target.split("#");
      const wanted = posix.join(folder, file);
      if (isThere(wanted)) return whole;
      const end = fragment === undefined ? "" : `#${fragment}`;
      return `${start}](${REPOSITORY_URL}/${kind}/${ref}/${wanted}${end}${rest})`;
    };
  }
}
