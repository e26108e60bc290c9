import { isUtf8 } from "node:buffer";
import { UserError } from "@airworthy/evidence";
import { openByteSource, shownPath } from "@airworthy/storage";

/** The signature of a model of a million files has about half of it. */
export const ATTACHMENT_BYTES = 400 * 1024 * 1024;

/** The text of a signature or another attached file. Throws a UserError where it cannot be read, is no text or too large. */
export async function readAttachment(location: string, shown: string): Promise<string> {
  using source = await openByteSource(location, shown);
  if (source.size > ATTACHMENT_BYTES) {
    throw new UserError(`${shownPath(shown)} has ${source.size} bytes; at most ${ATTACHMENT_BYTES} are allowed`);
  }
  const bytes = await source.read(0, source.size);
  if (!isUtf8(bytes)) throw new UserError(`${shownPath(shown)} is not UTF-8`);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}
