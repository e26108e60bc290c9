import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SAMPLE } from "../test/sample-facts.ts";
import { billOfMaterials } from "./bill-of-materials.ts";
import { checkBillOfMaterials } from "./check-bill-of-materials.ts";
import { parseBillOfMaterials } from "./parse-bill-of-materials.ts";

const BOM = parseBillOfMaterials(billOfMaterials(SAMPLE), "bom.json");
const [WEIGHTS, CONFIG] = [
  { path: "model.safetensors", sha256: "b".repeat(64) },
  { path: "config.json", sha256: "c".repeat(64) },
];
const CONTENTS = { sha256: "a".repeat(64), files: [WEIGHTS, CONFIG] };

function problems(contents: typeof CONTENTS, bom = BOM) {
  return checkBillOfMaterials(bom, contents)
    .filter(({ verdict }) => verdict !== "pass")
    .map(({ subject, verdict, reasonCode }) => `${subject}: ${verdict} ${reasonCode}`);
}

test("the package that it was made of passes, one check for the digest and one for all files", () => {
  expect(checkBillOfMaterials(BOM, CONTENTS).map(({ verdict }) => verdict)).toEqual(["pass", "pass"]);
});

describe("what differs is told, file by file", () => {
  test.each([
    ["another package", { ...CONTENTS, sha256: "0".repeat(64) }, "acme/review-sentiment: fail subject-mismatch"],
    [
      "a file changed",
      { ...CONTENTS, files: [WEIGHTS, { ...CONFIG, sha256: "0".repeat(64) }] },
      "config.json: fail digest-mismatch",
    ],
    [
      "a file more",
      { ...CONTENTS, files: [WEIGHTS, CONFIG, { path: "__proto__", sha256: "0" }] },
      "__proto__: fail file-not-listed",
    ],
    ["a file fewer", { ...CONTENTS, files: [WEIGHTS] }, "config.json: fail file-not-in-package"],
  ])("%s", (_what, contents, problem) => {
    expect(problems(contents)).toEqual([problem]);
  });
});

describe("a bill that shows nothing never passes", () => {
  const read = (value: object) => parseBillOfMaterials(JSON.stringify(value), "bom.json");
  const head = { bomFormat: "CycloneDX", specVersion: "1.5" };

  test("without a subject's digest, and without files", () => {
    expect(problems(CONTENTS, read(head))).toEqual([
      "bill of materials: inconclusive no-subject-digest",
      "files: inconclusive no-files",
    ]);
  });

  test("with a file twice, once with another digest or none", () => {
    const file = (content: string | null) => ({
      type: "file",
      name: "config.json",
      ...(content === null ? {} : { hashes: [{ alg: "SHA-256", content }] }),
    });
    const only = { ...CONTENTS, files: [CONFIG] };
    const found = (...components: object[]) => problems(only, read({ ...head, components }))[1];
    expect(found(file("C".repeat(64)))).toBeUndefined();
    expect(found(file("c".repeat(64)), file("d".repeat(64)))).toBe("config.json: fail digest-mismatch");
    expect(found(file(null))).toBe("config.json: inconclusive no-file-digest");
  });
});

describe("what is no bill of materials is a UserError that names the field", () => {
  test.each([
    ["", "is not JSON"],
    ["[]", "bomFormat: missing"],
    ['{"bomFormat":"SPDX","specVersion":"1.6"}', "bomFormat"],
    ['{"bomFormat":"CycloneDX","specVersion":"2.0"}', "specVersion"],
    ['{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"file"}]}', "components.0.name: missing"],
  ])("%s", (text, message) => {
    expect(() => parseBillOfMaterials(text, "bom.json")).toThrow(UserError);
    expect(() => parseBillOfMaterials(text, "bom.json")).toThrow(message);
  });

  test("whatever the text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(() => parseBillOfMaterials(text, "bom.json")).toThrow(UserError);
      }),
    );
  });
});

test("no single digit of a digest can change unseen", () => {
  fc.assert(
    fc.property(fc.constantFrom(0, 1), fc.nat({ max: 63 }), (which, at) => {
      const files = [WEIGHTS, CONFIG].map((file, index) =>
        index === which ? { ...file, sha256: `${file.sha256.slice(0, at)}0${file.sha256.slice(at + 1)}` } : file,
      );
      expect(problems({ ...CONTENTS, files })).toHaveLength(1);
    }),
  );
});
