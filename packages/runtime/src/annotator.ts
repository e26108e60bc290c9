import { capText } from "@airworthy/report";
import type { Annotation } from "./command.ts";
import type { Toolkit } from "./toolkit.ts";
import { visibleLines } from "./visible-text.ts";

/** GitHub shows ten of each kind a step (zizmor#634; community discussion 26680) and drops the rest silently. */
export const ANNOTATIONS_PER_LEVEL = 10;
/** The runner cuts longer messages (actions/runner, ExecutionContext.cs). */
export const ANNOTATION_CHARACTERS = 4_096;

/** Shows annotations as far as GitHub does; where there are more of a kind, its last place says how many are not shown. */
export function annotate(annotations: readonly Annotation[], toolkit: Toolkit): void {
  for (const level of ["error", "warning", "notice"] as const) {
    const wanted = annotations.filter((annotation) => annotation.level === level);
    const fits = wanted.length <= ANNOTATIONS_PER_LEVEL;
    const shown = fits ? wanted : wanted.slice(0, ANNOTATIONS_PER_LEVEL - 1);
    for (const annotation of shown) {
      const message = visibleLines(annotation.message).join("\n");
      toolkit.annotate({ ...annotation, message: capText(message, ANNOTATION_CHARACTERS) });
    }
    if (!fits) toolkit.annotate({ level, message: `and ${wanted.length - shown.length} more; see the job summary` });
  }
}
