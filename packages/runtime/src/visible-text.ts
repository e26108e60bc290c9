import { makeVisible } from "@airworthy/report";

/** Text of any origin as lines that a terminal or a log shows as they are: no control character is left in them. */
export function visibleLines(text: string): string[] {
  return text.split(/\r\n?|\n/).map((line) => makeVisible(line.replaceAll("\t", "  ")));
}
