import fc from "fast-check";
import { expect, test } from "vitest";
import { downloadArtifacts, matches } from "./download.ts";
import { uploadArtifact } from "./upload.ts";

test("an asterisk stands for any characters, and everything else for itself", () => {
  const yes = [
    ["evidence", "evidence"],
    ["evidence-linux", "evidence-*"],
    ["a-b-c", "a*b*c"],
    ["x", "*"],
    ["ab", "a**b"],
    ["a.b", "a.b"],
  ];
  const no = [
    ["evidence-x", "evidence"],
    ["my-evidence", "evidence*"],
    ["aXb", "a.b"],
    ["a", "a*a"],
    ["abab", "ab*bab"],
    ["", "*a"],
  ];
  for (const [name = "", pattern = ""] of yes) expect(matches(name, pattern), `${name} ${pattern}`).toBe(true);
  for (const [name = "", pattern = ""] of no) expect(matches(name, pattern), `${name} ${pattern}`).toBe(false);
});

test("a pattern matches exactly what the regular expression of the same meaning does", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "*", "."), maxLength: 8 });
  fc.assert(
    fc.property(letters, letters, (name, pattern) => {
      const source = pattern.replaceAll(".", "\\.").replaceAll("*", ".*");
      expect(matches(name, pattern)).toBe(new RegExp(`^${source}$`).test(name));
    }),
    { numRuns: 5_000 },
  );
});

test("a name that GitHub forbids, and an upload of nothing, are refused before the service is asked", async () => {
  for (const name of ["", "a/b", "a\\b", "a:b", "a\nb", "a*"]) {
    await expect(uploadArtifact(name, ["x.json"], "."), name).rejects.toThrow("artifact:");
  }
  await expect(uploadArtifact("evidence", [], ".")).rejects.toThrow("there is no file to upload");
});

test("where there is no artifact service, that is said", async () => {
  await expect(downloadArtifacts({ pattern: "evidence", run: null })).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringContaining("There is no artifact service here"),
  });
});
