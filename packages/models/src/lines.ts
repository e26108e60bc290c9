import type { Readable } from "node:stream";

/** An answer with ten thousand scores fits; what goes on longer is no line. */
const MAX_LINE = 1_048_576;

export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

/** The line is longer than MAX_LINE characters; reading stops. */
class LongLineError extends Error {
  override readonly name = "LongLineError";

  constructor(line: number) {
    super(`line ${line} has more than ${MAX_LINE} characters`);
  }
}

/** The lines of UTF-8 text as they come in, those of white space alone left out; LF or CRLF, with or without a last one. */
export async function* readLines(stream: Readable): AsyncGenerator<Line> {
  stream.setEncoding("utf8");
  let rest = "";
  let number = 0;
  for await (const chunk of stream) {
    const lines = `${rest}${String(chunk)}`.split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) {
      number++;
      if (text.length > MAX_LINE) throw new LongLineError(number);
      if (text.trim() !== "") yield { number, text };
    }
    if (rest.length > MAX_LINE) throw new LongLineError(number + 1);
  }
  if (rest.trim() !== "") yield { number: number + 1, text: rest };
}
