import {
  type AnnotationProperties,
  endGroup,
  error,
  notice,
  setOutput,
  setSecret,
  startGroup,
  summary,
  warning,
} from "@actions/core";
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
    if ((process.env["GITHUB_STEP_SUMMARY"] ?? "") === "") return;
    await summary.addRaw(markdown, true).write();
  },
};

function location(annotation: Annotation): AnnotationProperties {
  return {
    ...(annotation.file === undefined ? {} : { file: annotation.file }),
    ...(annotation.line === undefined ? {} : { startLine: annotation.line }),
  };
}
