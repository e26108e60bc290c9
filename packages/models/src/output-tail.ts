import type { Readable } from "node:stream";
import type { Mask } from "./mask.ts";

/** The end of what a model wrote beside its answers: where an error message most often is. */
const MAX_CHARACTERS = 1_000;
/** More is kept than is quoted, so that a secret that the quote would cut in two is still known as one. */
const KEPT_CHARACTERS = 16 * MAX_CHARACTERS;

/** Keeps the end of a stream, so that it can be quoted, and never lets the stream fill up. */
export class OutputTail {
  readonly #mask: Mask;
  #text = "";

  constructor(stream: Readable, mask: Mask) {
    this.#mask = mask;
    stream.setEncoding("utf8");
    stream.on("data", (chunk) => {
      this.#text = `${this.#text}${String(chunk)}`.slice(-KEPT_CHARACTERS);
    });
    // A pipe that breaks is told by the process's end.
    stream.on("error", () => {});
  }

  /** What was written last, introduced for a message; nothing if nothing was. */
  quote(): string {
    const text = this.#mask.text(this.#text).trim().slice(-MAX_CHARACTERS);
    return text === "" ? "" : `; its output ends: ${text}`;
  }
}
