import { mkdtempDisposable, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseStatement } from "@airworthy/evidence";
import { parseFeedback } from "@airworthy/feedback";
import { createRandom, type Random } from "@airworthy/stats";
import { expect, test } from "vitest";
import { runAction } from "../harness/runner.ts";
import { SALT } from "./feedback-repository.ts";

const ROWS = 100_000;
const GIANTS = 20;
const CONFIGURATION = `feedback:
  model: sentiment
  agree: 0
  exports:
    - { path: "*.jsonl", consent: true }
`;

const wide = (digits: string) => String.fromCodePoint(...[...digits].map((digit) => 0xff10 + Number(digit)));

/** One person's data in the forms that feedback has it: all numbers are issuers' and standards' own examples. */
const PERSONAL: readonly string[] = [
  "ann@victim.example",
  "o'neil+tag@mail.victim.example",
  "jörg@victim.de",
  "ann@vic\u200btim.exa\u2060mple",
  "ａｎｎ＠ｖｉｃｔｉｍ．ｅｘａｍｐｌｅ",
  "ann [at] victim [dot] example",
  "ann%40victim.example",
  "ann&#64;victim&#46;example",
  "+44 20 7946 0958",
  "(415) 555-2671",
  "4111 1111 1111 1111",
  wide("4111111111111111"),
  "GB29 NWBK 6016 1331 9268 19",
  "078-05-1121",
  "AA 12 34 56 C",
  "11010519491231002X",
  "529.982.247-25",
  "8.8.8.8",
  "2001:db8::ff00:42:8329",
  "00:1B:44:11:3A:B7",
  "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
];
/** What is left of each when spaces, widths and disguises are taken off. */
const TRACES =
  /victim|7946\s?0958|555-2671|4111\s?1111|6016\s?1331|05-1121|1234\s?56|9491231002|982\.247|8\.8\.8\.8|ff00:42|44:11:3a|qgefi2dmptf/i;

const SCRIPTS = [
  "<script>alert(document.cookie)</script><img src=x onerror=alert(1)>",
  "\u202eevil\u2066 text\0 with\u0007 controls",
  "half \ud800 a pair \udc00",
  "__proto__ constructor {{7*7}} #{7*7} '; DROP TABLE rows; --",
  "@everyone [click](javascript:alert(1)) <!-- airworthy key=x -->",
  "回答がとても遅いです 翻訳の品質が悪すぎる",
];

test("100,000 hostile rows in mixed encodings are cleaned, capped or refused, the counts add up, and no personal data is written", {
  timeout: 240_000,
}, async () => {
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-hostile-"));
  const cwd = space.path;
  await writeFile(join(cwd, "airworthy.yml"), CONFIGURATION);
  const random = createRandom(5);
  const plain = Array.from({ length: ROWS - 3_000 - GIANTS }, (_, index) => lineOf(random, index));
  const giants = Array.from({ length: GIANTS }, () => JSON.stringify({ kind: "wrong", input: "x".repeat(1_500_000) }));
  await writeFile(join(cwd, "1-utf8.jsonl"), `\ufeff${[...plain, ...giants].join("\n")}\n`);
  const other = Array.from({ length: 1_000 }, (_, index) => lineOf(random, ROWS + index));
  await writeFile(join(cwd, "2-utf16le.jsonl"), Buffer.from(`\ufeff${other.join("\r\n")}\r\n`, "utf16le"));
  await writeFile(
    join(cwd, "3-latin1.jsonl"),
    Buffer.from(`${Array(1_000).fill('{"kind":"up","input":"caf\u00e9"}').join("\n")}\n`, "latin1"),
  );
  const broken = Buffer.concat(
    Array.from({ length: 1_000 }, () => Buffer.from([0x7b, 0xff, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0x0a])),
  );
  await writeFile(join(cwd, "4-broken.jsonl"), broken);

  const run = await runAction("collect-feedback", { cwd, env: { INPUT_SALT: SALT, INPUT_TOKEN: "" } });
  expect(run.stderr).toBe("");
  expect(run.outputs).toMatchObject({ effect: "written", verdict: "warn", "reason-code": "rows-refused" });

  const statement = parseStatement(await readFile(join(cwd, run.outputs["evidence"] ?? ""), "utf8"), "evidence");
  const { collected, dataSet } = parseFeedback(statement);
  const refused = new Map(collected.refusals.map(({ reason, count }) => [reason, count]));
  const sum = [...refused.values()].reduce((total, count) => total + count, 0);
  expect(collected.rows + sum + collected.removed + collected.replaced).toBe(ROWS);
  expect(refused.get("not-utf-8")).toBe(2_000);
  expect(refused.get("too-long")).toBe(GIANTS);
  expect(refused.get("not-json")).toBeGreaterThan(50);
  expect(refused.get("no-kind")).toBeGreaterThan(1_000);
  expect(refused.get("other-model")).toBeGreaterThan(1_000);
  expect(new Set(collected.scrubbed.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(10);
  expect(dataSet?.rows).toBe(Number(run.outputs["rows"]));

  const written = await filesBelow(cwd);
  expect([...written.keys()].sort()).toEqual(
    expect.arrayContaining([join(".airworthy", "feedback", "rows.jsonl"), join("suites", "feedback.jsonl")]),
  );
  for (const [path, text] of [...written, ["summary", run.summary], ["log", run.stdout]] as const) {
    const plainly = text.normalize("NFKC").replace(/\p{Cf}/gu, "");
    expect(TRACES.exec(plainly)?.[0], path).toBeUndefined();
    expect(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]/.exec(text), path).toBeNull();
    expect(text.isWellFormed(), path).toBe(true);
  }
  expect(run.summary).not.toMatch(/<script|<img|\]\(javascript/);
});

/** A row as a stranger's program would send it. */
function lineOf(random: Random, index: number): string {
  const pick = <T>(from: readonly T[]): T | undefined => from[random.integer(from.length)];
  if (index % 1_000 === 7) return `{"kind":"wrong",${pick(PERSONAL)}`;
  const piece = () => `${pick(random.integer(2) === 0 ? PERSONAL : SCRIPTS)}`;
  const person = pick(PERSONAL);
  return JSON.stringify({
    id: `${person} ${index}`,
    kind: pick(["up", "down", "comment", person]),
    case: random.integer(10) === 0 ? `${person}` : null,
    reviewer: person,
    model: random.integer(20) === 0 ? person : null,
    text: `It says ${piece()}, then ${piece()} in ${index % 997}.`,
    input: random.integer(3) === 0 ? null : `Write to ${person}, please: ${piece()} ${index % 4_999}`,
    output: piece(),
    expected: random.integer(3) === 0 ? null : piece(),
    language: person,
    on: pick(["2026-01-05", "2026-02-03T10:00:00Z", "yesterday", null]),
    consent: pick([true, false, null, "perhaps"]),
  });
}

async function filesBelow(cwd: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(cwd, { recursive: true });
  const own = entries.filter((path) => /[\\/]/.test(path) && /\.(jsonl?|yml)$/.test(path));
  return new Map(await Promise.all(own.map(async (path) => [path, await readFile(join(cwd, path), "utf8")] as const)));
}
