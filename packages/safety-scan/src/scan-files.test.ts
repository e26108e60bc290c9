import { createStatement, formatStatement, parseStatement, UserError } from "@airworthy/evidence";
import { memorySource } from "@airworthy/model-files";
import { renderMarkdown } from "@airworthy/report";
import { expect, test } from "vitest";
import { ATTACK, DATA, pickleBytes, shortText } from "../test/pickle-bytes.ts";
import { scanBytes } from "../test/scan-bytes.ts";
import { zipBytes } from "../test/zip-bytes.ts";
import { parseScan, reportScan, SCAN_PREDICATE, scanFiles, scanStatement, toSarif } from "./index.ts";

const candidate = { name: "m", version: "1.0.0", sha256: "a".repeat(64), digestOf: "package" as const };
const tool = { name: "airworthy", version: "0.1.0" };
const run = { tool, startedOn: "2026-01-01T00:00:00.000Z", finishedOn: "2026-01-01T00:00:01.000Z" };
const unread = Buffer.from("BZh91AY&SY", "latin1");

test("a clean file passes; no file at all is inconclusive", async () => {
  expect(await scanBytes({ "a.txt": "hello" })).toMatchObject({
    verdict: "pass",
    reasonCode: "nothing-found",
    headline: "Nothing found in 1 file.",
    files: 1,
    kinds: [{ kind: "text", count: 1 }],
  });
  expect(await scanBytes({})).toMatchObject({ verdict: "inconclusive", reasonCode: "no-files" });
});

test("the verdict is the worst finding's, which comes first and is named", async () => {
  const result = await scanBytes({ "a.bin": Buffer.from([0]), "b.bz2": unread, "c.pkl": ATTACK, "d.pkl": ATTACK });
  expect(result.findings.map(({ verdict, path }) => `${verdict} ${path}`)).toEqual([
    "fail c.pkl",
    "fail d.pkl",
    "inconclusive b.bz2",
    "warn a.bin",
  ]);
  expect(result).toMatchObject({ verdict: "fail", reasonCode: "dangerous-global" });
  expect(result.headline).toBe("Pickle names code that is known to be dangerous: c.pkl, and in 1 more place.");
});

test("accepting a path turns what could not be scanned of it, and of nothing else, into a warning", async () => {
  const files = { "a.bz2": unread, "b.zip": zipBytes([{ name: "a.bz2", content: unread }]) };
  const verdictOf = async (...acceptUnscanned: string[]) => (await scanBytes(files, { acceptUnscanned })).verdict;
  expect(await verdictOf("a.bz2")).toBe("inconclusive");
  expect(await verdictOf("a.bz2", "b.zip")).toBe("inconclusive");
  expect(await verdictOf("a.bz2", "b.zip!a.bz2")).toBe("warn");
  expect((await scanBytes({ "c.pkl": ATTACK }, { acceptUnscanned: ["c.pkl"] })).verdict).toBe("fail");
});

test("of very many findings the first are listed and the others counted, the verdict staying the worst", async () => {
  const imports = Array.from({ length: 120 }, (_, index) => `cacme\nC${index}\n0`).join("");
  const { verdict, findings } = await scanBytes({ "m.pkl": pickleBytes("\x80\x02", imports, "N.") });
  expect(findings).toHaveLength(51);
  expect(findings.at(-1)).toMatchObject({ rule: "more-findings", verdict: "fail" });
  expect(verdict).toBe("fail");
});

test("an archive with very many members that are found wanting stays a bounded list, with the worst verdict", async () => {
  const wanting = Array.from({ length: 1500 }, (_, index) => ({ name: `${index}.bz2`, content: unread }));
  const archive = zipBytes([...wanting, { name: "last.pkl", content: ATTACK }]);
  const { verdict, findings } = await scanBytes({ "m.zip": archive }, { acceptUnscanned: ["m.zip!0.bz2"] });
  expect(verdict).toBe("fail");
  expect(findings.length).toBeLessThanOrEqual(1001);
  expect(findings[0]).toMatchObject({ rule: "more-findings", verdict: "fail" });
});

test("what reading a file throws is not taken for a finding", async () => {
  const source = { size: 10, read: () => Promise.reject(new UserError("a.bin: gone")) };
  await expect(scanFiles([{ path: "a.bin", source }], { allowGlobals: [], acceptUnscanned: [] })).rejects.toThrow(
    "gone",
  );
});

test("weights beside a pickle are not read whole", async () => {
  const archive = zipBytes([
    { name: "m/data.pkl", content: DATA },
    { name: "m/data/0", content: Buffer.alloc(8_000_000, "\0?") },
  ]);
  const inner = memorySource(archive);
  let bytes = 0;
  const source = {
    size: inner.size,
    read: (offset: number, length: number) => {
      bytes += length;
      return inner.read(offset, length);
    },
  };
  const { verdict } = await scanFiles([{ path: "m.pt", source }], { allowGlobals: [], acceptUnscanned: [] });
  expect(verdict).toBe("pass");
  expect(bytes).toBeLessThan(1_500_000);
});

test("evidence that was written is read back whole, and tells its findings in a report", async () => {
  const result = await scanBytes({ "__proto__.pkl": ATTACK });
  const statement = scanStatement(candidate, result, run);
  expect(parseScan(parseStatement(formatStatement(statement), "a.json"))).toEqual(statement.predicate);
  const section = reportScan(statement);
  expect(section).toMatchObject({ title: "Safety scan", verdict: "fail", facts: ["1 file scanned"] });
  expect(section.rows).toMatchObject([{ verdict: "fail", reason: "dangerous global" }]);
  expect(renderMarkdown(section.folds).text).toContain("What was scanned");
});

test("warnings are told folded, a hundred of them, and make no rows", async () => {
  const files = Array.from({ length: 103 }, (_, index) => [`weights-${index}.bin`, Buffer.from([0xc1, 0xff, index])]);
  const result = await scanBytes(Object.fromEntries(files));
  expect(result.verdict).toBe("warn");
  const { rows, folds } = reportScan(scanStatement(candidate, result, run));
  expect(rows).toEqual([]);
  const { text } = renderMarkdown(folds);
  expect(text).toContain("To look at: 103 warnings of the scan");
  expect(text).toContain("and 3 more, in the evidence");
});

test("a predicate that is not whole, or whose verdict its findings do not bear out, is a UserError", async () => {
  const { predicate, subject } = scanStatement(candidate, await scanBytes({ "m.pkl": ATTACK }), run);
  for (const [changes, field] of [
    [{ verdict: "pass" }, "must have the verdict of its findings"],
    [{ findings: [] }, "must have the verdict of its findings"],
    [{ findings: [{ ...predicate.findings[0], verdict: "pass" }] }, "findings.0.verdict"],
    [{ files: Number.NaN }, "files"],
    [{ kinds: [{ kind: "other", count: 1 }] }, "kinds.0.kind"],
    [{ more: 1 }, "more: unknown field"],
  ] as const) {
    const statement = createStatement(subject[0], SCAN_PREDICATE, { ...predicate, ...changes });
    expect(() => parseScan(statement), field).toThrow(UserError);
    expect(() => parseScan(statement), field).toThrow(field);
  }
});

test("the same files give the same evidence and the same SARIF", async () => {
  const files = { "a.pkl": ATTACK, "b.zip": zipBytes([{ name: "x.pkl", content: ATTACK }]) };
  const [one, two] = [await scanBytes(files), await scanBytes(files)];
  expect(one).toEqual(two);
  expect(toSarif(one, tool)).toBe(toSarif(two, tool));
});

test("SARIF names rule, file, place and a fingerprint of every finding", async () => {
  const result = await scanBytes({
    "a b/ü%.pkl": pickleBytes("\x80\x04", shortText("os"), shortText("system"), "\x93."),
    "c.zip": zipBytes([{ name: "x.pkl", content: ATTACK }]),
  });
  const log: unknown = JSON.parse(toSarif(result, tool));
  expect(log).toMatchObject({
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "airworthy", rules: [{ id: "dangerous-global", defaultConfiguration: { level: "error" } }] },
        },
        results: [
          {
            ruleId: "dangerous-global",
            ruleIndex: 0,
            level: "error",
            locations: [
              { physicalLocation: { artifactLocation: { uri: "a%20b/%C3%BC%25.pkl" }, region: { byteOffset: 14 } } },
            ],
            partialFingerprints: { "finding/v1": expect.stringMatching(/^[0-9a-f]{64}$/) },
          },
          {
            message: { text: "Imports os.system, which can run code (in c.zip!x.pkl)." },
            locations: [{ physicalLocation: { artifactLocation: { uri: "c.zip" } } }],
          },
        ],
      },
    ],
  });
});

test("SARIF of a clean scan has no results", async () => {
  expect(JSON.parse(toSarif(await scanBytes({ a: "hello" }), tool))).toMatchObject({ runs: [{ results: [] }] });
});
