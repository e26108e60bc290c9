import { makeVisible } from "@airworthy/report";
import type { Host } from "./host.ts";
import type { Log } from "./ports.ts";
import type { Toolkit } from "./toolkit.ts";
import { visibleLines } from "./visible-text.ts";

/** The log of an action's step: plain lines, one fold a phase. A group inside a group becomes a line, since folds do not nest. */
export function actionLog(host: Host, toolkit: Toolkit): Log {
  let depth = 0;
  const print = (line: string) => host.stdout.write(`${inertLine(line)}\n`);
  return {
    info: (text) => visibleLines(text).forEach(print),
    warn: (text) => visibleLines(`Warning: ${text}`).forEach(print),
    async group(title, work) {
      const outermost = depth === 0;
      depth++;
      if (outermost) toolkit.startGroup(makeVisible(title));
      else print(makeVisible(title));
      try {
        return await work();
      } finally {
        depth--;
        if (outermost) toolkit.endGroup();
      }
    },
  };
}

/**
 * The runner obeys a line that starts with `::` after any white space, and `##[` anywhere in a line. A model's output
 * or a file's name must not be obeyed, so a backslash breaks them up.
 */
function inertLine(line: string): string {
  return line.replace(/^(\s*):(?=:)/, "$1\\:").replaceAll("##[", "#\\#[");
}
