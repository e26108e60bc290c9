import type { Fold, Text } from "@airworthy/report";
import type { Kept } from "../change.ts";

/** Where each record of a change is, folded; nothing of a change without any. */
export function recordsFold(kept: readonly Kept[]): readonly Fold[] {
  if (kept.length === 0) return [];
  const written = kept.length - missingRecords(kept).length;
  const items = kept.map(({ record, state, where }): Text => {
    const says = `${record}: ${{ written: "written", there: "was there", failed: "not written" }[state]}`;
    return where === null ? says : [`${says}, `, { kind: "code", text: where }];
  });
  const summary = `Records: ${written} of ${kept.length} written`;
  return [{ kind: "fold", summary, blocks: [{ kind: "list", items }] }];
}

/** Each record that is missing, and why: nobody has to unfold that. */
export function missingRecords(kept: readonly Kept[]): readonly string[] {
  return kept
    .filter(({ state }) => state === "failed")
    .map(({ record, problem }) => `${record}, not written: ${problem ?? "nobody knows why"}`);
}
