import { createRandom, type Random } from "@airworthy/stats";
import { expect, test } from "vitest";
import { HASH, NOW, SETTINGS } from "../fixtures/rows.ts";
import { agree } from "./agreement/agree.ts";
import { cleanFeedback } from "./clean/clean-feedback.ts";
import { nextDataSet } from "./data-set/next-data-set.ts";
import { readExport } from "./row/export.ts";
import { collect } from "./row/intake.ts";
import { groupThemes } from "./themes/group-themes.ts";

const ROWS = 100_000;
const GIANTS = 50;
const MAIL = "jane.roe@victim.example";

/** What people and programs send: scripts, addresses, halves of characters, text turned round, other encodings read as Latin. */
const PIECES: readonly ((random: Random) => string)[] = [
  () => "<script>alert(document.cookie)</script><img src=x onerror=alert(1)>",
  () => `Write to ${MAIL} or +44 20 7946 0958.`,
  () => `${MAIL.replace("@", "@\u200b")} \u202eevil\u2066`,
  () => "half \ud800 a pair \udc00 and a NUL \0",
  () => "cafÃ© Ã¼ber â€œquotedâ€\u009d",
  () => "__proto__ constructor {{7*7}} #{7*7} '; DROP TABLE rows; --",
  () => "回答がとても遅いです 翻訳の品質が悪すぎる",
  () => "a̶̧̛͇͖͓".repeat(20),
  (random) =>
    Array.from({ length: 8 }, () => ["slow", "wrong", "negation", "german", "great", "rude"][random.integer(6)]).join(
      " ",
    ),
  (random) => `number ${random.integer(1_000_000)} of many`,
];

function* lines(): Generator<string> {
  const random = createRandom(11);
  for (let index = 0; index < ROWS; index++) {
    const piece = () => PIECES[random.integer(PIECES.length)]?.(random) ?? "";
    if (index % (ROWS / GIANTS) === 0) yield JSON.stringify({ kind: "wrong", case: "c", text: "x".repeat(2_000_000) });
    else if (index % 1_000 === 1) yield `{"kind":"wrong",${piece()}`;
    else {
      yield JSON.stringify({
        kind: ["up", "down", "comment", "meh"][random.integer(4)],
        case: `case ${random.integer(5_000)}`,
        reviewer: `user ${random.integer(2_000)}`,
        text: `${piece()} ${piece()}`,
        input: piece(),
        expected: random.integer(2) === 0 ? piece() : null,
        consent: [true, false, null][random.integer(3)],
        on: `2026-0${1 + random.integer(9)}-11`,
      });
    }
  }
}

test("100,000 hostile rows are cleaned, capped or refused with a reason, and nothing of them is more than text", {
  timeout: 120_000,
}, () => {
  const intake = collect(
    readExport(lines(), { ...SETTINGS, consent: null, pseudonym: HASH, file: "x.jsonl", columns: new Map(), on: NOW }),
  );
  const refused = new Map(intake.refusals.map(({ reason, count }) => [reason, count]));
  expect(intake.rows.length + [...refused.values()].reduce((sum, count) => sum + count, 0)).toBe(ROWS);
  expect(refused.get("too-long")).toBe(GIANTS);
  expect(refused.get("not-json")).toBe(ROWS / 1_000);
  expect(refused.get("no-kind")).toBeGreaterThan(20_000);

  const cleaned = cleanFeedback(intake, { tombstones: [], hash: HASH, valueHash: null, seed: 1 });
  const { distinct, rows } = cleaned;
  expect(distinct.rows.length + distinct.exact + distinct.near).toBe(rows.length);
  expect(cleaned.scrubbed.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["e-mail", "phone"]));
  const themes = groupThemes(
    distinct.rows.map(({ row }) => row),
    { seed: 1, count: null },
  );
  const agreement = agree(rows, 1);
  expect(agreement.cases).toBeGreaterThan(1_000);
  expect(agreement.alpha?.value).toBeLessThan(0.1);
  const set = nextDataSet({ previous: null, rows, tombstones: [], hash: HASH, seed: 1 });
  expect(set.manifest.provenance.every(({ consent }) => consent)).toBe(true);

  const written = [...set.files.map(({ text }) => text), JSON.stringify([themes, agreement, intake.refusals])].join(
    "\n",
  );
  expect(written.isWellFormed()).toBe(true);
  expect(/victim|20 7946|user \d/.test(written)).toBe(false);
  expect(/[\0\u202a-\u202e\u2066-\u2069\u200b]/.test(written)).toBe(false);
});
