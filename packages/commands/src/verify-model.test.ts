import { rename, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import { problem, verify } from "../../../test/harness/run-verify-model.ts";
import { DIGEST, layoutContents, MODEL, PACKAGE, workspace } from "./verify-model/example-package.ts";

describe("a layout", () => {
  test("that is intact passes, and is said not to be signed", async () => {
    await using space = await workspace();
    const { verdict, reasonCode, headline, outputs, predicate } = await verify(space);
    expect([verdict, reasonCode]).toEqual(["pass", "intact"]);
    expect(headline).toBe("acme/m 1.0.0 intact: 4 files; not signed.");
    expect(outputs).toEqual({ digest: PACKAGE.digest, files: "4", differences: "0", signers: "", checklist: "" });
    expect(predicate).toMatchObject({ place: "layout", size: 7 + 2 + 10, candidate: { sha256: DIGEST } });
  });

  test("may have attached what is of no known type: only its bytes are checked", async () => {
    const picture = {
      name: "m.png",
      artifactType: "image/png",
      mediaType: "image/png",
      content: "PNG",
      annotations: {},
    };
    await using space = await workspace(layoutContents([picture]));
    expect((await verify(space)).verdict).toBe("pass");
    await space.write(`layout/blobs/sha256/${sha256("PNG")}`, "GIF");
    const { verdict, predicate } = await verify(space);
    expect(verdict).toBe("fail");
    expect(predicate.findings[0]).toMatchObject({ kind: "manifest", id: "m.png", reasonCode: "digest-mismatch" });
  });

  test("whose files are changed or missing fails, and says which", async () => {
    await using space = await workspace();
    const blob = (path: string) => `layout/blobs/sha256/${sha256(MODEL.get(path) ?? "")}`;
    await space.write(blob("weights.bin"), "Weights");
    await space.write(blob("sub/config.json"), "{}\n");
    await rm(join(space.path, blob("__proto__")));
    const { verdict, headline, predicate, outputs } = await verify(space);
    expect(verdict).toBe("fail");
    expect(headline).toBe("acme/m 1.0.0 is not intact: __proto__ is missing, and 2 more.");
    expect(outputs.differences).toBe("3");
    const expected = (path: string) => `sha256:${sha256(MODEL.get(path) ?? "")}`;
    expect(predicate.differences).toEqual([
      { path: "__proto__", change: "missing", expected: expected("__proto__"), found: null },
      // Its size is another, so that its bytes were not read.
      { path: "sub/config.json", change: "changed", expected: expected("sub/config.json"), found: null },
      {
        path: "weights.bin",
        change: "changed",
        expected: expected("weights.bin"),
        found: `sha256:${sha256("Weights")}`,
      },
    ]);
  });

  test("without its index, its marker or its manifest once was a package: it fails", async () => {
    for (const path of ["index.json", "oci-layout", `blobs/sha256/${DIGEST}`]) {
      await using space = await workspace();
      await rm(join(space.path, "layout", path));
      expect((await verify(space)).verdict, path).toBe("fail");
      await space.write(`layout/${path}`, "no JSON");
      expect((await verify(space)).verdict, path).toBe("fail");
    }
  });

  test("with blobs that nothing names, or hidden files, passes with a warning that names them", async () => {
    await using space = await workspace();
    const paths = [".airworthy-journal", `blobs/sha256/${"a".repeat(64)}`];
    for (const path of paths) await space.write(`layout/${path}`, "x");
    const { verdict, predicate } = await verify(space);
    expect(verdict).toBe("warn");
    expect(predicate.findings.slice(0, 2)).toMatchObject(
      paths.map((id) => ({ kind: "manifest", id, reasonCode: "unreferenced", verdict: "warn" })),
    );
  });

  test("beside which lies a file that whoever opens the folder would load fails, behind however many others", async () => {
    await using space = await workspace();
    for (let index = 0; index < 30; index++) await space.write(`layout/blobs/sha256/${index}`, "x");
    await space.write("layout/weights.bin", "another");
    const { verdict, predicate } = await verify(space);
    expect(verdict).toBe("fail");
    expect(predicate.findings[0]).toMatchObject({ id: "weights.bin", reasonCode: "unlisted-file", verdict: "fail" });
    expect(predicate.findings.map(({ id }) => id)).toContain("11 files more");
  });

  test
    .skipIf(process.platform === "win32")
    .each([`blobs/sha256/${sha256("weights")}`, `blobs/sha256/${DIGEST}`, "index.json", "blobs/sha256"])(
    "in which %s is a link, to whatever it leads, fails",
    async (path) => {
      await using space = await workspace();
      await rename(join(space.path, "layout", path), join(space.path, "elsewhere"));
      await symlink(join(space.path, "elsewhere"), join(space.path, "layout", path));
      expect((await verify(space)).verdict).toBe("fail");
    },
  );

  test("of a container image, an empty index or no layout at all is bad input", async () => {
    await using space = await workspace();
    await space.write("image/oci-layout", '{"imageLayoutVersion":"1.0.0"}');
    await space.write("image/index.json", '{"schemaVersion":2,"manifests":[]}');
    expect(await problem(space, { package: "image" })).toContain("image is no model package");
    expect(await problem(space, { package: "model" })).toContain("model is no model package");
    expect(await problem(space, { package: "nowhere" })).toContain("there is no file or folder nowhere");
  });
});

test("inputs that contradict each other are bad input", async () => {
  await using space = await workspace();
  await space.write("root.json", "{}");
  expect(await problem(space, { identity: "me" })).toContain("identity was given alone");
  expect(await problem(space, { "identity-issuer": "https://x" })).toContain("identity-issuer was given alone");
  expect(await problem(space, { "trusted-root": "root.json" })).toContain("without identity");
  expect(await problem(space, { require: ["signatures"] })).toContain('require: "signatures" was given');
  expect(await problem(space, { key: "nowhere.pem" })).toContain("nowhere.pem");
  expect(await problem(space, { repository: " " })).toContain("repository: nothing was given");
});
