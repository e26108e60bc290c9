import { toJsonSchema } from "@valibot/to-json-schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyBlocks } from "../../test/blocks.ts";
import { hostileText } from "../../test/hostile.ts";
import { CONTEXT, REGRESSION, row, SECTIONS, section } from "../../test/sections.ts";
import { composeReport } from "../compose-report.ts";
import { renderMarkdown } from "../render-markdown.ts";
import { blockSchema, inlineSchema, textSchema } from "./block-schema.ts";
import { formatReport, parseReport, reportFileSchema } from "./report-file.ts";

const EVIDENCE = [{ name: "a.json", sha256: "ab".repeat(32), type: "https://example.com/type/v1" }];
const report = composeReport(SECTIONS, CONTEXT);
const text = formatReport(report, EVIDENCE);

test("what is written is read again as it was", () => {
  expect(parseReport(text, "report.json")).toEqual({ ...report, evidence: EVIDENCE });
});

test("it opens with the format's name and version, so that a program knows what it has", () => {
  expect(text.startsWith('{\n  "schema": "https://airworthy.dev/report/v1",\n  "verdict": "fail",\n')).toBe(true);
});

test("any report, whatever its texts, reads the same after it was a file", () => {
  fc.assert(
    fc.property(anyBlocks, hostileText, (folds, words) => {
      const fold = { kind: "fold", summary: words, blocks: folds } as const;
      const rows = [{ ...REGRESSION, what: words, reason: words }, row(words)];
      const made = composeReport([section({ verdict: "fail", headline: words, rows, folds: [fold] })], CONTEXT);
      const again = parseReport(formatReport(made, EVIDENCE), "report.json");
      expect(renderMarkdown(again.blocks).text).toBe(renderMarkdown(made.blocks).text);
      expect(formatReport(again, again.evidence)).toBe(formatReport(made, EVIDENCE));
    }),
    { numRuns: 200 },
  );
});

test("numbers that JSON has no word for are kept", () => {
  const rows = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map((estimate) => ({
    label: "a",
    estimate,
    low: estimate,
    high: estimate,
    margin: null,
    better: "higher" as const,
  }));
  const drawing = { shape: "intervals", unit: "rate", level: 0.95, rows } as const;
  const chart = { kind: "chart", title: "t", description: "d", drawing } as const;
  const made = { ...report, blocks: [chart] };
  expect(parseReport(formatReport(made, []), "report.json").blocks).toEqual([chart]);
});

describe("it refuses, with the file's name and the field's,", () => {
  const changed = (change: object) => JSON.stringify({ ...JSON.parse(text), ...change });
  test.each([
    ["what is no JSON", "{", /report\.json is not JSON/],
    ["another version", changed({ schema: "https://airworthy.dev/report/v2" }), /schema: .*report\/v2/],
    ["a verdict that it does not know", changed({ verdict: "great" }), /verdict: "great"/],
    ["a block that it does not know", changed({ blocks: [{ kind: "image", href: "x" }] }), /blocks\.0/],
    ["a further field", changed({ html: "<b>" }), /html: unknown field/],
    ["a commit that is none", changed({ commit: "main" }), /commit: "main" was given; it must be a full commit SHA/],
    ["a verdict that its rows belie", changed({ verdict: "pass" }), /must not have a better verdict than its rows/],
    [
      "a verdict that its counts belie",
      changed({ verdict: "pass", candidates: [], counts: [{ standing: "regression", rows: 1 }] }),
      /must not have a better verdict than its rows/,
    ],
    ["what is nested without end", `${"[".repeat(5_000)}${"]".repeat(5_000)}`, /nested more than 100 deep/],
  ])("%s", (_, given, message) => {
    expect(() => parseReport(given, "report.json")).toThrow(message);
  });
});

// `npx vitest run --update` writes the file anew.
test("report.schema.json is report.json's schema", async () => {
  const converted = toJsonSchema(reportFileSchema, {
    target: "draft-2020-12",
    typeMode: "input",
    // A check in code has no JSON Schema; it is left out.
    ignoreActions: ["check"],
    definitions: { block: blockSchema, text: textSchema, inline: inlineSchema },
  });
  const text = `${JSON.stringify({ ...converted, title: "A report of a model version's evidence" }, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot("../../report.schema.json");
});
