import {
  type AnnotationProperties,
  endGroup,
  error,
  notice,
  setOutput,
  setSecret,
  startGroup,
  warning,
} from "@actions/core";
import { appendSummary } from "./append-summary.ts";
import type { Annotation } from "./command.ts";
import type { Toolkit } from "./toolkit.ts";

const ANNOTATE = { error, warning, notice } as const;

/** The runner, spoken to through GitHub's own library, which escapes whatever it is given. */
export const actionsToolkit: Toolkit = {
  mask: setSecret,
  setOutput,
  annotate: (annotation) => ANNOTATE[annotation.level](annotation.message, location(annotation)),
  startGroup,
  endGroup,
  async writeSummary(markdown) {
    const file = process.env["GITHUB_STEP_SUMMARY"];
    if (file) await appendSummary(file, markdown);
  },
};

function location(annotation: Annotation): AnnotationProperties {
  return {
    ...(annotation.file === undefined ? {} : { file: annotation.file }),
    ...(annotation.line === undefined ? {} : { startLine: annotation.line }),
  };
}
