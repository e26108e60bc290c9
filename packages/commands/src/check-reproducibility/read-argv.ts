import { UserError } from "@airworthy/evidence";

/** The words of a command. Throws a UserError for quotes, which no shell reads, and where no program is named. */
export function readArgv(text: string): readonly [string, ...string[]] {
  const [program = "", ...args] = text.trim().startsWith("[") ? readList(text) : readWords(text.trim());
  if (program === "") throw new UserError("command: names no program");
  if ([program, ...args].some((word) => word.includes("\0"))) {
    throw new UserError("command: holds a NUL character, which no program can be given");
  }
  return [program, ...args];
}

function readList(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value) && value.every((word) => typeof word === "string")) return value;
  } catch {
    // Said below.
  }
  throw new UserError("command: begins like a JSON list; a list of texts is allowed");
}

function readWords(text: string): readonly string[] {
  if (!/["'`]/.test(text)) return text.split(/\s+/);
  throw new UserError("command: holds a quote, and no shell reads it", {
    remedy: 'Write the words as a JSON list, such as ["python3", "train.py", "--name", "two words"].',
  });
}
