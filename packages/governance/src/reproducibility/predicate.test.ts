import { createStatement, type Statement, stableDigest } from "@airworthy/evidence";
import { toJsonSchema } from "@valibot/to-json-schema";
import { describe, expect, test } from "vitest";
import { exampleStatement, GOOD_RUN, output } from "./example-reproduction.ts";
import { parseReproducibility, reproducibilitySchema } from "./predicate.ts";

// `npx vitest run --update` writes the file anew.
test("reproducibility.schema.json is the predicate's schema", async () => {
  // A check in code has no JSON Schema, and JSON has no number that is not finite; both are left out.
  const ignoreActions = ["check", "finite"];
  const converted = toJsonSchema(reproducibilitySchema, { target: "draft-2020-12", ignoreActions });
  const text = `${JSON.stringify({ ...converted, title: "Evidence of a reproducibility check" }, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot("../../reproducibility.schema.json");
});

/** The evidence as it comes back from a file, with fields replaced. */
function changed(fields: object): Statement {
  const { predicate, predicateType, subject } = exampleStatement();
  return createStatement(subject[0], predicateType, { ...predicate, ...fields });
}

describe("evidence", () => {
  test("is read as it was written", () => {
    const statement = exampleStatement();
    expect(parseReproducibility(JSON.parse(JSON.stringify(statement)))).toEqual(statement.predicate);
  });

  test("is the same but for its times where all else is", () => {
    const later = exampleStatement({ startedOn: "2027-01-01T00:00:00.000Z", durations: [9, 9] });
    expect(stableDigest(later)).toBe(stableDigest(exampleStatement()));
    expect(stableDigest(exampleStatement({ seed: 8 }))).not.toBe(stableDigest(exampleStatement()));
  });

  test.each([
    ["another verdict than its findings'", { verdict: "fail" }],
    ["a pass with a run that failed", { runs: [GOOD_RUN, { ...GOOD_RUN, exitCode: 1 }] }],
    ["a pass after one run", { runs: [GOOD_RUN] }],
    ["a pass without outputs", { outputs: [] }],
    ["a pass with an output that differs", { outputs: [output({ state: "differs" })] }],
    [
      "a warning with an output that differs",
      {
        verdict: "warn",
        outputs: [output({ state: "differs" })],
        findings: exampleStatement().predicate.findings.map((finding) => ({ ...finding, verdict: "warn" })),
      },
    ],
    [
      "a metric that is no number",
      { record: { ...exampleStatement().predicate.record, metrics: [{ name: "a", value: null }] } },
    ],
    ["an unknown field", { extra: 1 }],
    [
      "a commit that is none",
      { record: { ...exampleStatement().predicate.record, git: { commit: "main", isDirty: false, diffSha256: null } } },
    ],
  ])("with %s is refused", (_, fields) => {
    expect(() => parseReproducibility(changed(fields))).toThrow("the reproducibility of digits\n@1.0.0 is not valid");
  });

  test("of another type is refused", () => {
    const statement = { ...exampleStatement(), predicateType: "https://example.com/x" };
    expect(() => parseReproducibility(statement)).toThrow(
      "https://airworthy.dev/attestation/reproducibility/v1 is allowed",
    );
  });
});
