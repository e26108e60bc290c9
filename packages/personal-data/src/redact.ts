import { extname } from "node:path/posix";
import { createScanner } from "./scanner.ts";

/** What takes personal data and secrets out of what is shown, each for its kind: "[e-mail]". */
export interface Redaction {
  text(text: string): string;
  /** Of a file, whose extension is not part of an address: "jane@example.com.txt". */
  fileName(name: string): string;
}

/**
 * For names that come from data, such as a group's or a file's, and are shown. What no recogniser knows by its form, such as a
 * person's name, stays.
 */
export function createRedaction(): Redaction {
  const scanner = createScanner();
  const redact = (text: string): string => {
    let [kept, end] = ["", 0];
    for (const hit of scanner.scan(text)) {
      kept += `${text.slice(end, hit.start)}[${hit.kind}]`;
      end = hit.end;
    }
    return kept + text.slice(end);
  };
  const redactPart = (part: string): string => {
    const redacted = redact(part);
    const extension = extname(part);
    if (redacted !== part || extension === "") return redacted;
    return `${redactPart(part.slice(0, -extension.length))}${extension}`;
  };
  return { text: redact, fileName: (name) => name.replace(/[^\\/]+/g, redactPart) };
}
