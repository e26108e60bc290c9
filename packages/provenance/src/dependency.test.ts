import { expect, test } from "vitest";
import { resourceOf } from "./dependency.ts";

const sha256 = "b".repeat(64);

test("a dependency is a resource descriptor that says what it was for", () => {
  expect(
    resourceOf({ name: "train.csv", sha256, uri: "s3://bucket/train.csv", mediaType: "text/csv", role: "dataset" }),
  ).toEqual({
    name: "train.csv",
    uri: "s3://bucket/train.csv",
    digest: { sha256 },
    mediaType: "text/csv",
    annotations: { role: "dataset" },
  });
});

test("what is not known is left out, a digest too", () => {
  expect(resourceOf({ name: "base", sha256: null, uri: null, role: "base-model" })).toEqual({
    name: "base",
    annotations: { role: "base-model" },
  });
  expect(resourceOf({ name: "package-lock.json", sha256 })).toEqual({ name: "package-lock.json", digest: { sha256 } });
});

test("the MLflow run that made it is an annotation", () => {
  expect(resourceOf({ name: "MLmodel", sha256, mlflowRunId: "0a1b" })).toMatchObject({
    annotations: { mlflowRunId: "0a1b" },
  });
});

test("credentials in an address are not recorded", () => {
  expect(resourceOf({ name: "d", sha256: null, uri: "https://user:secret@example.org/d?x=1" })).toEqual({
    name: "d",
    uri: "https://example.org/d?x=1",
  });
});
