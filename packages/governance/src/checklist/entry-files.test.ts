import { UserError } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import { CANDIDATE, DATA, SIGNED_FILE } from "../../fixtures/example-checklist.ts";
import { parseExceptions } from "./exception-file.ts";
import { parseSignOffs } from "./sign-off-file.ts";

describe("sign-offs", () => {
  test("name a line, a person, a day, the package and its data", () => {
    expect(parseSignOffs(SIGNED_FILE, "s.yml")).toEqual([
      { line: "A.1", who: "@bob", on: "2026-01-10", package: CANDIDATE.sha256, data: [DATA], note: "Seen the forms." },
    ]);
  });

  test.each<[string, string, RegExp]>([
    ["a digest that is cut", SIGNED_FILE.replace("aaaa\n", "\n"), /line 5, .*package: .* must be sha256: and 64/],
    ["a digest of no algorithm", SIGNED_FILE.replace("package: sha256:", "package: "), /must be sha256: and 64/],
    ["a day that there is not", SIGNED_FILE.replace("2026-01-10", "2026-02-30"), /must be a day that there is/],
    ["nobody", SIGNED_FILE.replace('"@bob"', '" "'), /who: .* must not be empty/],
    ["an unknown field", SIGNED_FILE.replace("note:", "notes:"), /notes: unknown field; did you mean note\?/],
  ])("with %s are refused", (_, text, message) => {
    expect(() => parseSignOffs(text, "s.yml")).toThrow(message);
    expect(() => parseSignOffs(text, "s.yml")).toThrow(UserError);
  });
});

describe("exceptions", () => {
  const entry = "  - { line: A.1, owner: '@ann', reason: Being mended., expires: 2026-03-01 }\n";

  test("have an owner, a reason and a last day", () => {
    expect(parseExceptions(`exceptions:\n${entry}`, "e.yml")).toEqual([
      { line: "A.1", owner: "@ann", reason: "Being mended.", expires: "2026-03-01" },
    ]);
    for (const field of ["owner: '@ann', ", "reason: Being mended., ", ", expires: 2026-03-01"]) {
      expect(() => parseExceptions(`exceptions:\n${entry.replace(field, "")}`, "e.yml"), field).toThrow(/missing/);
    }
  });

  test("are at most one from a line", () => {
    expect(() => parseExceptions(`exceptions:\n${entry}${entry}`, "e.yml")).toThrow(
      'e.yml, line 3: there are two exceptions from "A.1"',
    );
  });
});
