import { expect, test } from "vitest";
import { versionContent } from "./mirrored-version.ts";

const HEX = "0123456789abcdef".repeat(4);
const digest = `sha256:${HEX}`;
const ofDigest = { key: "airworthy.digest", value: digest };

test("a reference to an OCI registry is the source; what is at another address has one by its digest", () => {
  const reference = `oci://ghcr.io/acme/ranker@${digest}`;
  expect(versionContent({ digest, version: null, source: reference })).toEqual({
    source: reference,
    tags: [ofDigest, { key: "airworthy.source", value: reference }],
  });
  const release = "https://github.com/acme/ranker/releases/tag/v1.0.0";
  expect(versionContent({ digest, version: "1.0.0", source: release })).toEqual({
    source: `airworthy:/sha256/${HEX}`,
    tags: [ofDigest, { key: "airworthy.version", value: "1.0.0" }, { key: "airworthy.source", value: release }],
  });
  expect(versionContent({ digest, version: null, source: null })).toEqual({
    source: `airworthy:/sha256/${HEX}`,
    tags: [ofDigest],
  });
});

test.each([
  "ghcr.io/acme/ranker",
  "oci://ann:s3cr3t@ghcr.io/acme/ranker",
  "https://example.org/a?token=s3cr3t",
  "https://example.org/#s3cr3t",
  "",
  `oci://ghcr.io/${"a".repeat(500)}`,
])("a source that is no address, or may hold a secret, is refused and not shown: %s", (source) => {
  const making = () => versionContent({ digest, version: null, source });
  expect(making).toThrow("the source of a model version is an address of at most 500 characters");
  expect(making).toThrow(expect.objectContaining({ message: expect.not.stringContaining("s3cr3t") }));
});

test.each(["sha256:1", `sha256:${HEX.toUpperCase()}`, `${digest}' OR name != '`, HEX])(
  "what is no digest is refused: %s",
  (given) => {
    expect(() => versionContent({ digest: given, version: null, source: null })).toThrow("MLflow: a digest is sha256:");
  },
);
