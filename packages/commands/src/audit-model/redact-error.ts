import { UserError } from "@airworthy/evidence";
import { createRedaction } from "@airworthy/personal-data";

/**
 * An error of files that hold what nobody may see: personal data in what it names, such as files, columns and ids, is replaced
 * by its kind. Its cause, which may tell it too, is left out.
 */
export function redactError(error: unknown): unknown {
  if (!(error instanceof UserError)) return error;
  const { text: redact } = createRedaction();
  const remedy = error.remedy === undefined ? {} : { remedy: redact(error.remedy) };
  return new UserError(redact(error.message), remedy);
}
