import { createStatement, formatStatement, parseStatement, UserError } from "@airworthy/evidence";
import { renderMarkdown } from "@airworthy/report";
import { expect, test } from "vitest";
import { assemblePackage } from "./assemble.ts";
import { PACKAGE_PREDICATE, packageStatement, parsePackage } from "./predicate.ts";
import { reportPackage } from "./section.ts";

const description = { name: "m", version: "1.0.0", metadata: {}, epoch: null };
const run = {
  excluded: [],
  reproduced: null,
  inputs: [],
  tool: { name: "airworthy", version: "0.1.0" },
  startedOn: "2026-01-01T00:00:00.000Z",
  finishedOn: "2026-01-01T00:00:01.000Z",
};

function statementOf(paths: readonly string[], size = 1024) {
  const files = paths.map((path) => ({ path, size, sha256: "a".repeat(64) }));
  return packageStatement(description, assemblePackage(description, files), run);
}

test("evidence that was written is read back whole", () => {
  const statement = statementOf(["__proto__", "w.bin"]);
  expect(parsePackage(parseStatement(formatStatement(statement), "a.json"))).toEqual(statement.predicate);
});

test("the section says how much the package holds and lists its files", () => {
  const section = reportPackage(statementOf(["a.bin", "b.bin"], 2 ** 31));
  expect(section).toMatchObject({
    verdict: "pass",
    headline: "m 1.0.0 packaged: 2 files, 4.3 GB.",
    facts: ["2 files", "4.3 GB"],
    candidate: { name: "m", version: "1.0.0", digestOf: "package" },
    rows: [],
    metrics: [{ name: "package size", value: 2 ** 32, unit: "bytes", better: "lower" }],
  });
  const { text } = renderMarkdown(section.folds);
  expect(text).toContain("a.bin");
  expect(text).toContain("a".repeat(64));
});

test("of very many files the first hundred are listed, the others counted", () => {
  const paths = Array.from({ length: 1_250 }, (_, index) => `part-${String(index).padStart(4, "0")}`);
  const { text } = renderMarkdown(reportPackage(statementOf(paths)).folds);
  expect(text).toContain("part-0099");
  expect(text).not.toContain("part-0100");
  expect(text).toContain("and 1,150 files more, in the evidence");
});

test("a predicate that is not whole is a UserError that names the field", () => {
  const { predicate, subject } = statementOf(["w.bin"]);
  for (const [changes, field] of [
    [{ verdict: "fine" }, "verdict"],
    [{ files: [] }, "files"],
    [{ files: [{ path: "w.bin", size: -1, sha256: "a".repeat(64), type: "weight" }] }, "files.0.size"],
    [{ size: Number.NaN }, "size"],
    [{ candidate: null }, "candidate"],
    [{ more: 1 }, "more: unknown field"],
  ] as const) {
    const statement = createStatement(subject[0], PACKAGE_PREDICATE, { ...predicate, ...changes });
    expect(() => reportPackage(statement), field).toThrow(UserError);
    expect(() => reportPackage(statement), field).toThrow(field);
  }
});
