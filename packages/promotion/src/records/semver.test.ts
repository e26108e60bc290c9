import { expect, test } from "vitest";
import { compareSemver, isSemver } from "./semver.ts";

// The order that semver.org's section 11 gives as its example.
const ORDERED = [
  "1.0.0-alpha",
  "1.0.0-alpha.1",
  "1.0.0-alpha.beta",
  "1.0.0-beta",
  "1.0.0-beta.2",
  "1.0.0-beta.11",
  "1.0.0-rc.1",
  "1.0.0",
  "2.0.0",
  "2.1.0",
  "2.1.1",
  "2.1.18446744073709551616",
];

test("versions have the precedence that semver.org gives them", () => {
  for (const [index, version] of ORDERED.entries()) {
    for (const [other, against] of ORDERED.entries()) {
      expect(Math.sign(compareSemver(version, against)), `${version} ${against}`).toBe(Math.sign(index - other));
    }
  }
});

test("the build says nothing, and what is no version comes first", () => {
  expect(compareSemver("1.0.0+a", "1.0.0+b")).toBe(0);
  expect(compareSemver("latest", "0.0.1")).toBeLessThan(0);
});

test("what semver.org calls invalid is", () => {
  for (const text of [
    "1",
    "1.2",
    "01.1.1",
    "1.2.3-01",
    "1.2.3-",
    "1.2.3+",
    "v1.2.3",
    "1.2.3 ",
    "1.2.3-a..b",
    "1.2.3.4",
  ]) {
    expect(isSemver(text), text).toBe(false);
  }
  for (const text of ["0.0.0", "1.2.3-0a", "1.2.3----RC-SNAPSHOT.12.9.1--.12", "1.0.0+0.build.1-rc.10000aaa-kk-0.1"]) {
    expect(isSemver(text), text).toBe(true);
  }
});
