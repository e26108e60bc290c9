import { checkShape, type InputFile, sha256, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { type FeedbackSection, feedbackSectionSchema } from "../configuration/feedback-section.ts";
import { parseConfiguration } from "../configuration/read-configuration.ts";

export interface ReadSection {
  readonly section: FeedbackSection;
  /** The file, as evidence names what was read. */
  readonly read: InputFile;
}

/** The section of feedback, from the text of airworthy.yml. Throws a UserError that names file, line and field. */
export function readSection(text: string | null, where: string): ReadSection {
  if (text === null) throw missing(`${where} does not exist`);
  const { configuration, lineOf } = parseConfiguration(text, where);
  const { feedback } = configuration;
  if (feedback === undefined) throw missing(`${where} has no section "feedback"`);
  const { feedback: section } = checkShape(v.object({ feedback: feedbackSectionSchema }), { feedback }, where, lineOf);
  return { section, read: { name: where, sha256: sha256(text) } };
}

function missing(message: string): UserError {
  return new UserError(`${message}; it says which model people speak of`, {
    remedy: "Write at least: feedback: { model: NAME }.",
  });
}
