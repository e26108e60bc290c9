import { describe, expect, test } from "vitest";
import { LiveTerminal } from "./progress-bar.ts";
import { RecordingHost } from "./recording-host.ts";
import { sparseProgress } from "./sparse-progress.ts";
import { finishedWords, tallyWords } from "./tally.ts";

const rows = { label: "reading", unit: "rows", total: 3_000, done: 1_260, elapsedMs: 4_200 } as const;

describe("the words of a tally", () => {
  test("tell share, amount, rate and time left, by hand: 1,260 in 4.2 s is 300 a second, 1,740 are left", () => {
    expect(tallyWords(rows)).toBe("42 %, 1,260 of 3,000 rows, 300 rows/s, 5.8 s left");
    expect(finishedWords({ ...rows, done: 3_000, elapsedMs: 61_000 })).toBe("3,000 rows in 1 min 1 s");
  });

  test("leave out what is not known yet", () => {
    expect(tallyWords({ ...rows, total: null, elapsedMs: 0 })).toBe("1,260 rows");
    expect(tallyWords({ ...rows, done: 0 })).toBe("0 %, 0 of 3,000 rows, 0 rows/s");
    expect(tallyWords({ ...rows, total: 0, done: 0, elapsedMs: 0 })).toBe("0 of 0 rows");
  });

  test("give bytes in decimal multiples, and one of a thing in the singular", () => {
    expect(tallyWords({ ...rows, unit: "bytes", total: 4e9, done: 1.5e9, elapsedMs: 2_000 })).toBe(
      "37 %, 1.5 GB of 4.0 GB, 750.0 MB/s, 3.3 s left",
    );
    expect(finishedWords({ ...rows, unit: "files", done: 1, elapsedMs: 100 })).toBe("1 file in 0.1 s");
  });
});

describe("progress in a log", () => {
  function follow(total: number, secondsEach: number, advances: number): string[] {
    const lines: string[] = [];
    let ms = 0;
    const progress = sparseProgress(
      { label: "reading", total, unit: "rows" },
      () => new Date(ms),
      (line) => {
        lines.push(line);
      },
    );
    for (let index = 0; index < advances; index++) {
      ms += secondsEach * 1_000;
      progress.advance(1);
    }
    progress.finish();
    progress.finish();
    return lines;
  }

  test("is one line where the work is quick", () => {
    expect(follow(1_000, 0.001, 1_000)).toEqual(["reading: 1,000 rows in 1.0 s"]);
  });

  test("is a line each tenth where it is slow", () => {
    const lines = follow(100, 0.5, 100);
    expect(lines).toHaveLength(11);
    expect(lines[0]).toBe("reading: 10 %, 10 of 100 rows, 2 rows/s, 45 s left");
  });

  test("is a line each ten seconds where it is slower still", () => {
    expect(follow(1_000, 4, 10)).toHaveLength(4);
  });
});

describe("progress on a terminal", () => {
  function terminal(columns: number) {
    const host = new RecordingHost({ columns });
    return { host, live: new LiveTerminal(host.stderr, () => host.now()) };
  }

  test("is one line rewritten in place, never wider than the terminal", () => {
    const { host, live } = terminal(60);
    const progress = live.progress("reading", 100, "rows");
    for (let index = 0; index < 50; index++) {
      host.timeMs += 100;
      progress.advance(1);
    }
    expect(host.stderr.text).not.toContain("\n");
    const drawn = host.stderr.text.split("\r\u001b[2K").slice(1);
    expect(drawn.at(-1)).toContain("━━━━━━━━━━━━────────────");
    expect(Math.max(...drawn.map((line) => line.length))).toBeLessThan(60);
  });

  test("is redrawn below a line that is printed meanwhile, and leaves one line in the end", () => {
    const { host, live } = terminal(100);
    const progress = live.progress("reading\u001b[31m", 2, "rows");
    progress.advance(1);
    host.stderr.text = "";
    live.print("a note");
    expect(host.stderr.text).toMatch(/^\r\u001b\[2Ka note\nreading‹U\+001B›\[31m ━+─+ 50 %/);
    host.stderr.text = "";
    progress.finish();
    progress.advance(1);
    expect(host.stderr.text).toBe("\r\u001b[2Kreading‹U+001B›[31m: 1 row in 0.0 s\n");
  });
});
