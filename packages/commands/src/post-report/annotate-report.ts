import { type ReportFile, standingVerdict } from "@airworthy/report";
import type { Annotation } from "@airworthy/runtime";

const LEVELS = { error: "error", fail: "error", inconclusive: "warning", warn: "warning" } as const;

/** The report's first lines, then a line for each row that did not pass, most urgent first. */
export function annotateReport({ verdict, title, headline, candidates }: ReportFile): readonly Annotation[] {
  if (verdict === "pass") return [];
  const rows = candidates.flatMap((candidate) =>
    candidate.rows.flatMap(({ what, was, now, difference, reason, standing }): Annotation[] => {
      const brought = standingVerdict(standing);
      if (brought === "pass") return [];
      const values = [...(was === null ? [] : [`was ${was}`]), ...(now === null ? [] : [`now ${now}`])];
      const words = [...values, ...(difference === "" ? [] : [difference])].join(", ");
      return [{ level: LEVELS[brought], message: `${what}: ${words === "" ? "" : `${words}: `}${reason}` }];
    }),
  );
  return [{ level: LEVELS[verdict], message: `${title}. ${headline}` }, ...rows];
}
