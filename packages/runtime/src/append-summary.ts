import { appendFile, stat } from "node:fs/promises";
import { UserError } from "@airworthy/evidence";

/** Of a step's job summary: the runner drops all of a larger one. https://docs.github.com/en/actions/reference/limits */
const MOST_BYTES = 1024 * 1024;

/**
 * Adds Markdown to a step's job summary, a blank line apart from what another program wrote there: else it could become
 * part of that one's table or HTML. Throws a UserError where all of it would be lost, and what the file system does.
 */
export async function appendSummary(file: string, markdown: string): Promise<void> {
  const there = (await stat(file).catch(() => null))?.size ?? 0;
  const added = `${there === 0 ? "" : "\n\n"}${markdown.trimEnd()}\n`;
  const bytes = Buffer.byteLength(added);
  if (there + bytes > MOST_BYTES) {
    throw new UserError(
      `it holds ${there} bytes, and of ${bytes} more the runner would drop all: it takes ${MOST_BYTES}`,
    );
  }
  await appendFile(file, added);
}
