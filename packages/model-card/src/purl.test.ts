import { expect, test } from "vitest";
import { huggingFacePurl, ociPurl } from "./purl.ts";

const SHA256 = "a".repeat(64);

// By the rules of https://github.com/package-url/purl-spec for oci: the last part of the name, in lower case.
test("a package in a registry is named by the last part of its name, its digest and its tag", () => {
  expect(ociPurl("Acme/Review", SHA256, "1.0.0")).toBe(`pkg:oci/review@sha256:${SHA256}?tag=1.0.0`);
  expect(ociPurl("a b@c?d#e/f(g)", SHA256, "1 0&x=y")).toBe(`pkg:oci/f%28g%29@sha256:${SHA256}?tag=1%200%26x%3Dy`);
});

test("a model on the Hub is named by its page, and by its commit where that is there", () => {
  const commit = "559062ad13d311b87b2c455e67dcd5f1c8f65111";
  expect(huggingFacePurl(`https://huggingface.co/microsoft/deberta-v3-base/tree/${commit}`)).toBe(
    `pkg:huggingface/microsoft/deberta-v3-base@${commit}`,
  );
  expect(huggingFacePurl("https://huggingface.co/gpt2")).toBe("pkg:huggingface/gpt2");
  for (const other of [
    null,
    "https://huggingface.co/datasets/a",
    "https://example.org/a/b",
    "x",
    "http://huggingface.co/a",
  ]) {
    expect(huggingFacePurl(other)).toBeNull();
  }
});
