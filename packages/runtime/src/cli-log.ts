import { makeVisible } from "@airworthy/report";
import type { Log } from "./ports.ts";
import type { Style } from "./style.ts";
import { visibleLines } from "./visible-text.ts";

const INDENT = "  ";

/** The log on a terminal: titles of phases, what they say below them. With `quiet` only warnings are shown. */
export function cliLog(print: (line: string) => void, style: Style, quiet: boolean): Log {
  let depth = 0;
  const printLines = (text: string) => {
    for (const line of visibleLines(text)) print(INDENT.repeat(depth) + line);
  };
  return {
    info: (text) => {
      if (!quiet) printLines(text);
    },
    warn: (text) => printLines(`Warning: ${text}`),
    async group(title, work) {
      if (!quiet) print(INDENT.repeat(depth) + style.strong(makeVisible(title)));
      depth++;
      try {
        return await work();
      } finally {
        depth--;
      }
    },
  };
}
