import { makeVisible } from "@airworthy/report";
import type { Host } from "./host.ts";
import { inertText } from "./inert-text.ts";
import type { Log } from "./ports.ts";
import type { Toolkit } from "./toolkit.ts";
import { visibleLines } from "./visible-text.ts";

/** The log of an action's step: plain lines, one fold a phase. A group inside a group becomes a line, since folds do not nest. */
export function actionLog(host: Host, toolkit: Toolkit): Log {
  let depth = 0;
  const print = (line: string) => host.stdout.write(`${inertText(line)}\n`);
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
