import { UserError } from "@airworthy/evidence";
import type { RecordReader } from "../bytes/record-feed.ts";
import { parseObject } from "../json-object.ts";
import { atLine, lineTooLong, MAX_LINE_BYTES } from "../place.ts";
import { EventScanner } from "./event-scanner.ts";
import type { EventTaker } from "./event-taker.ts";

const NEWLINE = 0x0a;
const EXAMPLE = '{"timestamp": "2026-11-02T10:00:00.000Z", "user": "7"}';

/** Takes the events out of JSON Lines, an object a line; blank lines are left out. */
export class JsonEvents implements RecordReader {
  line = 1;
  readonly #name: string;
  readonly #taker: EventTaker;
  readonly #scanner: EventScanner;

  constructor(name: string, taker: EventTaker) {
    this.#name = name;
    this.#taker = taker;
    this.#scanner = new EventScanner(taker.slots, taker.cells);
  }

  read(bytes: Buffer, start: number, end: number): number {
    const last = end > start ? bytes.lastIndexOf(NEWLINE, end - 1) : -1;
    let at = start;
    try {
      for (; at <= last; this.line++) at = this.#readLine(bytes, at) + 1;
    } catch (error) {
      throw atLine(this.#name, this.line, error);
    }
    return at;
  }

  /** The index of the line's line feed. */
  #readLine(bytes: Buffer, start: number): number {
    const scanned = this.#scanner.scan(bytes, start);
    const end = scanned < 0 ? bytes.indexOf(NEWLINE, start) : scanned;
    if (end - start > MAX_LINE_BYTES) throw lineTooLong();
    if (scanned >= 0) this.#taker.take();
    else checkBlank(bytes.toString("utf8", start, end));
    return end;
  }
}

function checkBlank(line: string): void {
  if (line.trim() === "") return;
  parseObject(line, EXAMPLE);
  throw new UserError("values nest too deep", { remedy: "Write events as flat objects." });
}
