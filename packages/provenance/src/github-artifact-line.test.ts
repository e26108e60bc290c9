import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { githubArtifactLine } from "./github-artifact-line.ts";

const sha256 = "a".repeat(64);

test("a manifest in a registry is named with its digest", () => {
  expect(githubArtifactLine({ registryReference: "ghcr.io/acme/model", sha256 })).toBe(
    `oci://ghcr.io/acme/model@sha256:${sha256}`,
  );
  expect(githubArtifactLine({ registryReference: "localhost:5000/m", sha256 })).toContain("oci://localhost:5000/m@");
});

describe("what is no repository, or no digest, is refused", () => {
  test.each(["model", "ghcr.io/acme/model:1.0", "ghcr.io/a@sha256:b", "ghcr.io/A/m", "ghcr.io/a\noci://b/c", ""])(
    "%j",
    (registryReference) => {
      expect(() => githubArtifactLine({ registryReference, sha256 })).toThrow(UserError);
    },
  );
  test("a digest of another form", () => {
    expect(() => githubArtifactLine({ registryReference: "ghcr.io/acme/m", sha256: "abc" })).toThrow("no SHA-256");
  });
});

test("a file is named by its path, in a way that is no comment and no address", () => {
  expect(githubArtifactLine({ path: "out/model sig" })).toBe("out/model sig");
  expect(githubArtifactLine({ path: "#model" })).toBe("./#model");
  expect(githubArtifactLine({ path: "oci://x" })).toBe("./oci://x");
});

test("whatever the path, there is one line that is no comment, or a UserError", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (path) => {
      let line: string;
      try {
        line = githubArtifactLine({ path });
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
        return;
      }
      expect(line).not.toMatch(/[\r\n]/);
      expect(line).toBe(line.trim());
      expect(line.startsWith("#") || line.startsWith("oci://")).toBe(false);
      expect(line.endsWith(path)).toBe(true);
    }),
  );
});
