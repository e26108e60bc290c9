import { sha256 } from "@airworthy/evidence";
import type { MarkedText, PullRequest } from "@airworthy/github";
import type { Block, Notice } from "@airworthy/report";
import fc from "fast-check";
import { expect, test } from "vitest";
import { MOST_PARTS } from "./comment-note.ts";
import { type Posting, stickyComment } from "./draft-comment.ts";

const HEAD = "a".repeat(40);
const PULL: PullRequest = {
  owner: "octo-org",
  repo: "sentiment",
  number: 7,
  headSha: HEAD,
  baseRef: "main",
  fromFork: false,
  run: { id: 50, attempt: 1 },
};
const NOW = { headSha: HEAD, state: "open", baseRef: "main" } as const;

test("what is read back from a comment shows only if its digest is the note's", () => {
  const first = write([], { part: "a", report: reportOf("One thing") });
  const both = write([first], { part: "b", report: reportOf("Another thing") });
  expect(both.text).toContain("One thing");
  const edited = { ...first, text: first.text.replace("One thing", "@team, merge this") };
  const after = write([edited], { part: "b", report: reportOf("Another thing") });
  expect(after.text).not.toContain("merge this");
  expect(after.text).toContain("**a**: Not ready: 1 regression · [see its run](https://github.test/50)");
});

test("a note that is not one of ours tells nothing and breaks nothing", () => {
  const good = write([], { report: reportOf("One thing") });
  const noted: { parts: object[] } = JSON.parse(good.marker.note);
  const part = noted.parts[0] ?? {};
  const notes = [
    "",
    "{",
    "null",
    "[]",
    JSON.stringify({ parts: [part, part] }),
    JSON.stringify({ parts: [{ ...part, name: "a --> b" }] }),
    JSON.stringify({ parts: [{ ...part, head: "HEAD" }] }),
    JSON.stringify({ parts: [{ ...part, result: { verdict: "excellent" } }] }),
    JSON.stringify({ parts: [{ ...part, more: 1 }] }),
    JSON.stringify({ parts: Array.from({ length: MOST_PARTS + 1 }, (_, index) => ({ ...part, name: `p${index}` })) }),
  ];
  for (const note of notes) {
    const before = { ...good, marker: { ...good.marker, note } };
    expect(write([before], { isRunning: true }).text, note).not.toContain("One thing");
  }
  expect(write([good], { isRunning: true, pull: { ...PULL, run: { id: 51, attempt: 1 } } }).text).toContain(
    "One thing",
  );
});

test("any note at all is read without an error", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (note) => {
      const before = { text: "text", marker: { key: "airworthy", headSha: HEAD, run: { id: 1, attempt: 1 }, note } };
      expect(write([before], { part: "a" }).text).toContain("**Not ready** · 1 part");
    }),
  );
});

test("reports of any size share a comment: every part keeps its line, every fold is closed, nothing exceeds the limit", () => {
  const size = fc.integer({ min: 1, max: 600 });
  const sizes = fc.array(size, { minLength: 1, maxLength: MOST_PARTS });
  fc.assert(
    fc.property(sizes, fc.constantFrom("x", "漢", "😀", "<|@#"), (rows, unit) => {
      let comment: MarkedText[] = [];
      for (const [index, count] of rows.entries()) {
        comment = [write(comment, { part: `p${index}`, report: reportOf(unit.repeat(100), count, unit.repeat(200)) })];
      }
      const [{ text, marker } = { text: "", marker: { note: "" } }] = comment;
      expect(text.length + Buffer.from(marker.note).toString("base64").length).toBeLessThan(65_300);
      for (const index of rows.keys()) expect(text).toContain(`> **p${index}**: `);
      expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
      expect(text.match(/<!-- airworthy body=/g)?.length).toBe(text.match(/<!-- airworthy end=/g)?.length);
      const last = rows.length - 1;
      expect(text).toContain(`body="p${last}"`);
    }),
    { numRuns: 30 },
  );
}, 60_000);

test("one part more than is allowed is refused, with what to do", () => {
  let comment: MarkedText[] = [];
  for (let index = 0; index < MOST_PARTS; index++) comment = [write(comment, { part: `p${index}` })];
  expect(() => write(comment, { part: "one-more" })).toThrow(/^part: the comment has 16 other parts; 16 in all/);
});

test("a later run of the same part is not overwritten; another part's later run is no hindrance", () => {
  const later = write([], { part: "a", pull: { ...PULL, run: { id: 60, attempt: 1 } } });
  expect(draft([later], { part: "a" })).toBe("outrun");
  expect(draft([later], { part: "b" })).toMatchObject({ text: expect.stringContaining("2 parts") });
  const whole = write([], { pull: { ...PULL, run: { id: 60, attempt: 2 } } });
  expect(draft([whole], {})).toBe("outrun");
  expect(draft([whole], { pull: { ...PULL, run: { id: 60, attempt: 1 } } })).toBe("outrun");
});

test("a part that others would see as of an older commit is written, in whatever mode", () => {
  const before = write([], { part: "a" });
  const headSha = "b".repeat(40);
  const pull = { ...PULL, headSha, run: { id: 51, attempt: 1 } };
  const now = { ...NOW, headSha };
  for (const mode of ["on-change", "on-failure"] as const) {
    expect(draft([before], { part: "a", mode, pull, now }), mode).toMatchObject({ text: expect.any(String) });
  }
  expect(draft([before], { part: "a", mode: "on-change" })).toBe("not-wanted");
  expect(draft([write([], {})], { mode: "on-change", pull, now })).toBe("not-wanted");
});

test("what two jobs wrote into a comment each is one comment's parts", () => {
  const [a, b] = [write([], { part: "a" }), write([], { part: "b" })];
  expect(write([a, b], { part: "a" }).text).toContain("**Not ready** · 2 parts");
});

test("a pull request that was retargeted gets the report with a word about it", () => {
  const now = { ...NOW, baseRef: "develop" };
  const text =
    "**Retargeted since**: this is about a change to `main`; the pull request is now to be merged into `develop`.";
  expect(draft([], { now })).toMatchObject({ text: expect.stringContaining(text) });
  expect(draft([], { pull: { ...PULL, baseRef: null }, now })).toMatchObject({
    text: expect.not.stringContaining("Retargeted"),
  });
});

test("jobs wait differently before they look again, the same job always the same", () => {
  const waits = ["a", "b", "c", "d"].map((part) => stickyComment({ ...POSTING, part }, PULL).settle?.(1));
  expect(new Set(waits).size).toBe(4);
  for (const wait of waits) expect(wait).toBeGreaterThanOrEqual(2_000);
  expect(stickyComment({ ...POSTING, part: "a" }, PULL).settle?.(1)).toBe(waits[0]);
  expect(stickyComment(POSTING, PULL).settle).toBeUndefined();
});

const POSTING: Posting = {
  key: "airworthy",
  part: "",
  mode: "always",
  newOnChange: false,
  isRunning: false,
  report: reportOf("Headline"),
  rest: "the job summary",
  runUrl: ({ id }) => `https://github.test/${id}`,
};

interface Change extends Partial<Posting> {
  readonly pull?: PullRequest;
  readonly now?: typeof NOW | { readonly headSha: string; readonly state: "open"; readonly baseRef: string };
}

function draft(before: readonly MarkedText[], { pull = PULL, now = NOW, ...posting }: Change) {
  return stickyComment({ ...POSTING, ...posting }, pull).draft(before, now);
}

/** The comment as it would be read next time. */
function write(before: readonly MarkedText[], change: Change): MarkedText {
  const drafted = draft(before, change);
  if (typeof drafted === "string") throw new Error(drafted);
  const { headSha, run } = change.pull ?? PULL;
  return { text: drafted.text, marker: { key: "airworthy", headSha, run, note: drafted.note } };
}

function reportOf(headline: string, rows = 0, cell = ""): Notice {
  const title = "Not ready: 1 regression";
  const blocks: Block[] = [
    { kind: "alert", tone: "caution", lines: [{ kind: "strong", text: title }, headline] },
    {
      kind: "table",
      columns: [{ title: "what", align: "left" }],
      rows: Array.from({ length: rows }, (_, row) => [`${row} ${cell}`]),
    },
    { kind: "fold", summary: "More", blocks: [{ kind: "code", language: "text", text: sha256(headline) }] },
  ];
  return { verdict: "fail", title, headline, blocks };
}
