import { capText, makeVisible } from "@airworthy/report";
import type { Output } from "./host.ts";
import type { Progress, ProgressUnit } from "./ports.ts";
import { finishedWords, share, type Tally, tallyWords } from "./tally.ts";

const REDRAW_MS = 80;
const BAR_CELLS = 24;
const LONGEST_LABEL = 40;
const DEFAULT_COLUMNS = 80;
const CLEAR_LINE = "\r\u001b[2K";

/** A terminal that shows lines and, below them, a bar for the work that moved last. */
export class LiveTerminal {
  readonly #output: Output;
  readonly #now: () => Date;
  #bar = "";
  #drawnMs = Number.NEGATIVE_INFINITY;

  constructor(output: Output, now: () => Date) {
    this.#output = output;
    this.#now = now;
  }

  /** Prints a line above the bar. */
  print(line: string): void {
    this.#output.write(this.#bar === "" ? `${line}\n` : `${CLEAR_LINE}${line}\n${this.#bar}`);
  }

  progress(name: string, total: number | null, unit: ProgressUnit): Progress {
    const label = capText(makeVisible(name), LONGEST_LABEL);
    const startedMs = this.#now().getTime();
    let done = 0;
    let finished = false;
    const tally = (): Tally => ({ label, total, unit, done, elapsedMs: this.#now().getTime() - startedMs });
    return {
      advance: (amount) => {
        done += amount;
        if (!finished) this.#draw(tally());
      },
      finish: () => {
        if (finished) return;
        finished = true;
        this.clear();
        this.print(`${label}: ${finishedWords(tally())}`);
      },
    };
  }

  #draw(tally: Tally): void {
    const nowMs = this.#now().getTime();
    if (nowMs - this.#drawnMs < REDRAW_MS) return;
    this.#drawnMs = nowMs;
    const columns = this.#output.columns ?? DEFAULT_COLUMNS;
    this.#bar = capText(`${tally.label} ${bar(share(tally))}${tallyWords(tally)}`, Math.max(1, columns - 1));
    this.#output.write(CLEAR_LINE + this.#bar);
  }

  /** Takes the bar away. */
  clear(): void {
    if (this.#bar !== "") this.#output.write(CLEAR_LINE);
    this.#bar = "";
    this.#drawnMs = Number.NEGATIVE_INFINITY;
  }
}

function bar(part: number | null): string {
  if (part === null) return "";
  const full = Math.floor(part * BAR_CELLS);
  return `${"━".repeat(full)}${"─".repeat(BAR_CELLS - full)} `;
}
