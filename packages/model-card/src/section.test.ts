import { createStatement, formatStatement, parseStatement, UserError } from "@airworthy/evidence";
import { renderMarkdown } from "@airworthy/report";
import { expect, test } from "vitest";
import { SAMPLE } from "../test/sample-facts.ts";
import { billOfMaterials } from "./bill-of-materials.ts";
import { BOM_PREDICATE, bomStatement } from "./bom-statement.ts";
import { reportBom } from "./section.ts";

const SUBJECT = { name: "acme/review-sentiment@1.2.0", digest: { sha256: "a".repeat(64) } };
const STATEMENT = bomStatement(SUBJECT, billOfMaterials(SAMPLE));

test("the statement's predicate is the bill of materials, also when it was written and read", () => {
  expect(STATEMENT.predicateType).toBe("https://cyclonedx.org/bom");
  expect(STATEMENT.predicate).toEqual(JSON.parse(billOfMaterials(SAMPLE)));
  expect(parseStatement(formatStatement(STATEMENT), "a.json")).toEqual(STATEMENT);
  expect(() => bomStatement(SUBJECT, "{}")).toThrow(UserError);
});

test("the section counts what is listed, and lists what is no file of the package", () => {
  const section = reportBom(STATEMENT);
  expect(section).toMatchObject({
    title: "Bill of materials",
    verdict: "pass",
    headline: "CycloneDX 1.6: 2 files, 2 data sets, 1 base model, 1 framework.",
    facts: ["2 files", "2 data sets", "1 base model", "1 framework"],
    candidate: { name: "acme/review-sentiment", version: "1.2.0", digestOf: "package" },
  });
  const { text } = renderMarkdown(section.folds);
  expect(text).toContain("d".repeat(64));
  // A file's digest: the package's own section lists those.
  expect(text).not.toContain("b".repeat(64));
});

test("of another package, or of none that it names, it does not pass", () => {
  const other = { ...SUBJECT, digest: { sha256: "0".repeat(64) } };
  expect(reportBom(bomStatement(other, billOfMaterials(SAMPLE))).verdict).toBe("fail");
  expect(reportBom(bomStatement(SUBJECT, billOfMaterials({ ...SAMPLE, package: null }))).verdict).toBe("inconclusive");
});

test("names can do nothing to the report, and what is no bill of materials is a UserError", () => {
  const components = [{ type: "<b>", name: "@team <img src=x>" }];
  const predicate = { bomFormat: "CycloneDX", specVersion: "1.6", components };
  const { folds, headline } = reportBom(createStatement(SUBJECT, BOM_PREDICATE, predicate));
  expect(renderMarkdown(folds).text).not.toMatch(/<img|<b>|@team/);
  expect(headline).toBe("It does not say which package it is of.");
  expect(() => reportBom(createStatement(SUBJECT, BOM_PREDICATE, { components: 1 }))).toThrow(UserError);
});
