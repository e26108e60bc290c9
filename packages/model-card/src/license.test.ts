import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conforms } from "../../../test/harness/conforms.ts";
import { publishedLicenses } from "../test/published-schema.ts";
import { licenses } from "./bom-parts.ts";
import { hubLicense, spdxExpression, spdxIdentifier } from "./license.ts";

test("every identifier that we take for SPDX's is in the list that CycloneDX publishes", () => {
  const published = publishedLicenses();
  const ours = published.filter((id) => spdxIdentifier(id) === id);
  expect(ours.length).toBeGreaterThan(50);
  const tried = published.map((id) => id.toLowerCase()).flatMap((id) => spdxIdentifier(id) ?? []);
  expect(tried.filter((id) => !published.includes(id))).toEqual([]);
  conforms({
    area: "Packages and signatures",
    claim: "licence identifiers",
    peer: "SPDX, as CycloneDX publishes it",
    cases: published.length,
  });
});

// https://huggingface.co/docs/hub/repositories-licenses
test("the Hub has words of its own", () => {
  expect(hubLicense("Apache-2.0")).toBe("apache-2.0");
  expect(hubLicense("GPL-3.0-or-later")).toBe("gpl-3.0");
  expect(hubLicense("C-UDA-1.0")).toBe("c-uda");
  expect(hubLicense("llama3.1")).toBe("llama3.1");
  expect(hubLicense("Proprietary")).toBeNull();
  expect(hubLicense("constructor")).toBeNull();
});

describe("an expression joins known identifiers", () => {
  test.each([
    ["MIT OR apache-2.0", "MIT OR Apache-2.0"],
    ["(MIT OR Apache-2.0) AND CC-BY-4.0", "(MIT OR Apache-2.0) AND CC-BY-4.0"],
    ["(MIT)", "(MIT)"],
  ])("%s", (text, spelt) => {
    expect(spdxExpression(text)).toBe(spelt);
  });

  test.each([
    "MIT",
    "MIT OR",
    "OR MIT",
    "MIT MIT",
    "(MIT OR Apache-2.0",
    "MIT OR mine",
    "()",
    "",
    "MIT or Apache-2.0",
    "? OR ?",
  ])("%j is none", (text) => {
    expect(spdxExpression(text)).toBeNull();
  });

  test("whatever the text, it is one or none", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("MIT", "x", "AND", "OR", "(", ")"), { maxLength: 8 }), (tokens) => {
        const spelt = spdxExpression(tokens.join(" "));
        expect(spelt === null || spdxExpression(spelt) === spelt).toBe(true);
      }),
    );
  });
});

test("a bill of materials has identifiers, one expression, or names", () => {
  expect(licenses(["mit", "Our own"])).toEqual({
    licenses: [{ license: { id: "MIT" } }, { license: { name: "Our own" } }],
  });
  expect(licenses(["MIT OR Apache-2.0"])).toEqual({ licenses: [{ expression: "MIT OR Apache-2.0" }] });
  expect(licenses([])).toEqual({});
});
