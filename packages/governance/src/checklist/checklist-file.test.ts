import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { expect, test } from "vitest";
import { EXAMPLE_FILE } from "../../fixtures/example-checklist.ts";
import { parseChecklist } from "./checklist-file.ts";
import { DEFAULT_CHECKLIST } from "./default-checklist.ts";

/** The shape of deon's own checklist.yml, with lines of our own. */
const DEON = `title: Data Science Ethics Checklist
sections: 
  - title: Data Collection
    section_id: A
    lines:
        - line_id: A.1
          line_summary: Informed consent
          line: Do people know (e.g., from a form) what they agreed to?
  - title: Modeling
    section_id: D
    lines:
        - line_id: D.2
          line_summary: Fairness across groups
          line: Was it tested?
`;

test("deon's format is read as it is: every line asks for a person's signature", () => {
  const { title, unanswered, lines } = parseChecklist(DEON, "checklist.yml");
  expect({ title, unanswered }).toEqual({ title: "Data Science Ethics Checklist", unanswered: "inconclusive" });
  expect(lines.map(({ id, section, signOff, required }) => [id, section, signOff, required])).toEqual([
    ["A.1", "Data Collection", true, true],
    ["D.2", "Modeling", true, true],
  ]);
});

test("a line may ask for evidence, by a kind's name or a predicate type's URI", () => {
  const { lines } = parseChecklist(EXAMPLE_FILE, "checklist.yml");
  expect(lines[1]).toEqual({
    id: "B.1",
    section: "Model",
    summary: "Fairness",
    text: "Is it fair?",
    evidence: [
      {
        type: "https://airworthy.dev/attestation/audit/v1",
        class: "bias",
        metric: "gap",
        of: null,
        verdict: "pass",
        max: 0.1,
        min: null,
        fresh: 30,
      },
    ],
    signOff: false,
    owner: "@ann",
    nist: ["MEASURE 2.11"],
    required: true,
  });
  const types = ["behavior", "provenance", "https://example.org/x"].map(
    (type) => parseChecklist(EXAMPLE_FILE.replace("type: audit", `type: ${type}`), "c.yml").lines[1]?.evidence[0]?.type,
  );
  expect(types).toEqual([
    "https://in-toto.io/attestation/test-result/v0.1",
    "https://slsa.dev/provenance/v1",
    "https://example.org/x",
  ]);
});

test("our own checklist is one, every line of it mapped to the NIST AI RMF", async () => {
  const { lines } = parseChecklist(DEFAULT_CHECKLIST, "the default checklist");
  expect(lines.length).toBe(23);
  expect(lines.filter(({ nist }) => nist.length === 0)).toEqual([]);
  expect(lines.filter(({ evidence }) => evidence.length > 0).map(({ id }) => id)).toEqual([
    "D.3",
    "D.5",
    "M.1",
    "M.2",
    "M.3",
    "M.4",
    "M.5",
    "M.6",
    "M.9",
    "R.1",
  ]);
  // For whoever wants to start from it. `npx vitest run --update` writes the file anew.
  await expect(DEFAULT_CHECKLIST).toMatchFileSnapshot("../../checklist.yml");
});

test.each<[string, string, RegExp]>([
  ["an unknown field", EXAMPLE_FILE.replace("owner:", "ownr:"), /line 17, .*ownr: unknown field; did you mean owner\?/],
  [
    "an id that YAML takes for a number",
    EXAMPLE_FILE.replace("line_id: A.1", "line_id: 1.1"),
    /a number or a date goes in quotes/,
  ],
  ["an id twice", EXAMPLE_FILE.replace("B.2", "A.1"), /line 19: the line_id "A\.1" is there twice/],
  ["a limit of no metric", EXAMPLE_FILE.replace("metric: gap, ", ""), /must name a metric/],
  ["a limit that is no number", EXAMPLE_FILE.replace("max: 0.1", "max: .nan"), /max/],
  ["a verdict that answers nothing", EXAMPLE_FILE.replace("verdict: warn", "verdict: inconclusive"), /verdict/],
  [
    "a measure that NIST does not number so",
    EXAMPLE_FILE.replace("MEASURE 2.11", "MEASURE 2.110"),
    /such as MEASURE 2\.11/,
  ],
  ["an empty list of lines", "title: x\nsections:\n  - { title: a, section_id: A, lines: [] }\n", /must not be empty/],
  ["nothing", "", /checklist\.yml/],
])("%s is named with file, line and field", (_, text, message) => {
  expect(() => parseChecklist(text, "checklist.yml")).toThrow(message);
  expect(() => parseChecklist(text, "checklist.yml")).toThrow(UserError);
});

test("whatever the text, it is a checklist or the user is told", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      try {
        expect(parseChecklist(text, "c.yml").lines.length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
      }
    }),
  );
});
