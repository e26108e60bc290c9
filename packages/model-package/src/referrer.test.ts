import { sha256, UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { expect, test } from "vitest";
import { assembleReferrer, readReferrer } from "./referrer.ts";

const subject = {
  mediaType: "application/vnd.oci.image.manifest.v1+json",
  artifactType: "application/vnd.cncf.model.manifest.v1+json",
  digest: `sha256:${"a".repeat(64)}`,
  size: 7,
  annotations: { "org.opencontainers.image.ref.name": "1.0.0" },
};
const attachment = {
  name: "model.sig",
  artifactType: "application/vnd.dev.sigstore.bundle.v0.3+json",
  mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
  content: "bundle",
  annotations: { "dev.sigstore.bundle.content": "dsse-envelope" },
};

test("the manifest of a referrer is that written out by hand from the specification", () => {
  const { manifest, blobs, descriptor } = assembleReferrer(subject, attachment);
  const annotations = { "dev.sigstore.bundle.content": "dsse-envelope", "dev.airworthy.name": "model.sig" };
  expect(JSON.parse(manifest)).toEqual({
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    artifactType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    // The digest of "{}" stands in the image specification's guidance for an empty descriptor.
    config: {
      mediaType: "application/vnd.oci.empty.v1+json",
      digest: "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
      size: 2,
    },
    layers: [
      {
        mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
        digest: `sha256:${sha256("bundle")}`,
        size: 6,
        annotations: { "org.opencontainers.image.title": "model.sig" },
      },
    ],
    subject: { mediaType: subject.mediaType, digest: subject.digest, size: 7 },
    annotations,
  });
  expect(blobs).toEqual(["{}", "bundle"]);
  expect(descriptor).toEqual({
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    artifactType: attachment.artifactType,
    digest: `sha256:${sha256(manifest)}`,
    size: manifest.length,
    annotations,
  });
});

test("what is assembled is read back, whatever its name and content", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (name, content) => {
      const { manifest } = assembleReferrer(subject, { ...attachment, name, content });
      const read = readReferrer(manifest, "manifest");
      expect(read).toMatchObject({ name, subject: "a".repeat(64), artifactType: attachment.artifactType });
      expect(read.content?.digest).toBe(`sha256:${sha256(content)}`);
      expect(read.blobs).toHaveLength(2);
    }),
  );
});

test("a referrer of another tool is read: no name, several layers, the config's type for the artifact's", () => {
  const layer = { mediaType: "text/plain", digest: subject.digest, size: 1 };
  const manifest = {
    schemaVersion: 2,
    mediaType: subject.mediaType,
    config: { ...layer, mediaType: "application/x" },
    layers: [layer, layer],
    subject: layer,
  };
  const read = readReferrer(JSON.stringify(manifest), "manifest");
  expect(read).toMatchObject({ name: null, artifactType: "application/x", content: null, annotations: {} });
});

test("any other text is refused with a UserError", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(() => readReferrer(text, "manifest")).toThrow(UserError);
    }),
  );
});
