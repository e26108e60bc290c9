import type { Readable } from "node:stream";

/** The end of what a model wrote beside its answers: where an error message most often is. */
const MAX_CHARACTERS = 1_000;

/** Keeps the end of a stream, so that it can be quoted, and never lets the stream fill up. */
export class OutputTail {
  #text = "";

  constructor(stream: Readable) {
    stream.setEncoding("utf8");
    stream.on("data", (chunk) => {
      this.#text = `${this.#text}${String(chunk)}`.slice(-MAX_CHARACTERS);
    });
    // A pipe that breaks is told by the process's end.
    stream.on("error", () => {});
  }

  /** What was written last, introduced for a message; nothing if nothing was. */
  quote(): string {
    const text = this.#text.trim();
    return text === "" ? "" : `; its output ends: ${text}`;
  }
}
