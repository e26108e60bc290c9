import { createStatement, UserError } from "@airworthy/evidence";
import { renderMarkdown } from "@airworthy/report";
import { describe, expect, test } from "vitest";
import { PROVENANCE_PREDICATE } from "./provenance.ts";
import { reportProvenance } from "./section.ts";

const subject = { name: "acme/m@1.0.0", digest: { sha256: "a".repeat(64) } };
const COMMIT = "ffac537e6cbbf934b08745a378932722df287a53";

const minimal = {
  buildDefinition: { buildType: "https://example.org/build/v1", externalParameters: {} },
  runDetails: { builder: { id: "https://example.org/builder" } },
};

function report(definition: object = {}, predicate: object = minimal) {
  const merged = { ...predicate, buildDefinition: { ...minimal.buildDefinition, ...definition } };
  return reportProvenance(createStatement(subject, PROVENANCE_PREDICATE, merged));
}

test("the section passes, says that nobody signed, and names commit and package", () => {
  const resolvedDependencies = [{ name: "data.csv", digest: { sha256: "b" } }, { digest: { gitCommit: COMMIT } }];
  expect(report({ resolvedDependencies })).toMatchObject({
    verdict: "pass",
    headline: "Recorded, not signed: made from commit ffac537.",
    candidate: { name: "acme/m", version: "1.0.0", sha256: "a".repeat(64), digestOf: "package" },
  });
});

test("uncommitted changes, and an unknown source, are said", () => {
  const dirty = { digest: { gitCommit: COMMIT }, annotations: { dirty: true } };
  expect(report({ resolvedDependencies: [dirty] }).headline).toContain("ffac537 and uncommitted changes");
  expect(report().headline).toBe("Recorded, not signed: no source commit is known.");
});

test("where another commit than the event's was checked out, the model is made from that one", () => {
  const event = { uri: "git+https://github.com/acme/m", digest: { gitCommit: "e".repeat(40) } };
  const checkedOut = { name: "work tree", digest: { gitCommit: COMMIT }, annotations: { dirty: true } };
  expect(report({ resolvedDependencies: [event, checkedOut] }).headline).toBe(
    "Recorded, not signed: made from commit ffac537 and uncommitted changes.",
  );
});

test("seeds are facts, dependencies are listed", () => {
  const internalParameters = { airworthy: { seeds: [{ name: "numpy", value: 7 }] } };
  const resolvedDependencies = [{ name: "<b>data</b>", digest: { sha256: "b".repeat(64) } }];
  const section = report({ internalParameters, resolvedDependencies });
  expect(section.facts).toEqual(["seed numpy 7"]);
  const { text } = renderMarkdown(section.folds);
  expect(text).toContain("b".repeat(64));
  expect(text).not.toContain("<b>");
});

describe("other tools' provenance", () => {
  test("unknown fields are ignored, and null is as good as absent", () => {
    const definition = { extra: 1, internalParameters: null, resolvedDependencies: null };
    const more = { ...minimal, extra: 1, runDetails: { ...minimal.runDetails, metadata: null, byproducts: [] } };
    expect(report(definition, more).verdict).toBe("pass");
  });

  test("without what SLSA requires it is a UserError that names the field", () => {
    const empty = (predicate: object) => () =>
      reportProvenance(createStatement(subject, PROVENANCE_PREDICATE, predicate));
    expect(empty({})).toThrow(UserError);
    expect(empty({ runDetails: minimal.runDetails })).toThrow("buildDefinition");
    expect(empty({ ...minimal, runDetails: { builder: { id: "" } } })).toThrow("runDetails.builder.id");
    expect(empty({ ...minimal, runDetails: [] })).toThrow("runDetails.builder");
  });
});
