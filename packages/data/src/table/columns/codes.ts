import { FIRST_ROWS, type Growth, grown } from "./grown.ts";

type CodeArray = Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

const MAX_OF_16_BITS = 2 ** 16 - 1;

/** Codes one after another: of 16 bits, or of 32 from the first on that needs them. */
export class Codes {
  readonly #growth: Growth;
  #codes: CodeArray = new Uint16Array(FIRST_ROWS);
  #rows = 0;

  constructor(growth: Growth) {
    this.#growth = growth;
  }

  add(code: number): void {
    if (code > MAX_OF_16_BITS && this.#codes instanceof Uint16Array) this.#codes = new Uint32Array(this.#codes);
    if (this.#rows === this.#codes.length) this.#codes = longer(this.#codes, this.#growth(this.#rows));
    this.#codes[this.#rows++] = code;
  }

  finish(): CodeArray {
    return this.#codes.subarray(0, this.#rows);
  }
}

function longer(codes: CodeArray, length: number): CodeArray {
  const buffer = grown(codes.buffer, length * codes.BYTES_PER_ELEMENT);
  return codes instanceof Uint16Array ? new Uint16Array(buffer) : new Uint32Array(buffer);
}
