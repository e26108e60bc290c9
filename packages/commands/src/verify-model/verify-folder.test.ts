import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { problem, verify } from "../../../../test/harness/run-verify-model.ts";
import { keyPair, MODEL, signFiles, workspace } from "./example-package.ts";

const KEYS = keyPair();
const STRANGER = keyPair();

describe("a folder that is signed as it is", () => {
  const signed = async () => {
    const space = await workspace();
    await space.write("key.pem", KEYS.publicKey);
    await space.write("model/model.sig", await signFiles(MODEL, KEYS.privateKey));
    return space;
  };
  const asked = { package: "model", key: "key.pem" };

  test("passes with its key, whatever git keeps beside it", async () => {
    await using space = await signed();
    await space.write("model/.git/HEAD", "x");
    const { verdict, headline, predicate } = await verify(space, asked);
    expect(verdict).toBe("pass");
    expect(headline).toMatch(/^model intact: 4 files; its files signed by /);
    expect(predicate).toMatchObject({ place: "folder", size: 19, candidate: { digestOf: "input" } });
  });

  test("fails file by file: changed, missing, extra", async () => {
    await using space = await signed();
    await space.write("model/weights.bin", "Weights");
    await space.write("model/new.py", "import os");
    await rm(join(space.path, "model/empty"));
    const { verdict, predicate } = await verify(space, asked);
    expect(verdict).toBe("fail");
    expect(predicate.differences.map(({ path, change }) => [path, change])).toEqual([
      ["weights.bin", "changed"],
      ["empty", "missing"],
      ["new.py", "extra"],
    ]);
  });

  test("lets files pass that are not signed where it is told to, all or some", async () => {
    await using space = await signed();
    await space.write("model/logs/new.txt", "x");
    expect((await verify(space, asked)).verdict).toBe("fail");
    expect((await verify(space, { ...asked, ignore: ["logs"] })).verdict).toBe("pass");
    expect((await verify(space, { ...asked, "ignore-unsigned": true })).verdict).toBe("pass");
  });

  test("that holds nothing any more but its signature fails", async () => {
    await using space = await signed();
    for (const path of MODEL.keys()) await rm(join(space.path, "model", path));
    const { verdict, outputs } = await verify(space, asked);
    expect([verdict, outputs.differences]).toEqual(["fail", "4"]);
  });

  test("fails where a model's signature among the evidence is of other files", async () => {
    await using space = await signed();
    await space.write("again.sig", await signFiles(MODEL, KEYS.privateKey));
    expect((await verify(space, { ...asked, evidence: ["again.sig"] })).verdict).toBe("pass");
    await space.write("other.sig", await signFiles(new Map([["x", "y"]]), KEYS.privateKey));
    const { verdict, reasonCode, predicate } = await verify(space, { ...asked, evidence: ["other.sig"] });
    expect([verdict, reasonCode]).toEqual(["fail", "files-differ"]);
    expect(predicate.findings[0]).toMatchObject({ kind: "signature", id: "other.sig" });
  });

  test("needs somebody whose signature it should be; another's, or no signature at all, fails", async () => {
    await using space = await signed();
    expect(await problem(space, { package: "model" })).toContain("nobody is trusted to have signed");
    await space.write("key.pem", STRANGER.publicKey);
    expect(await verify(space, asked)).toMatchObject({ verdict: "fail", reasonCode: "unknown-key" });
    await space.write("model/model.sig", "{}");
    expect(await verify(space, asked)).toMatchObject({ verdict: "fail", reasonCode: "malformed-bundle" });
  });

  test("may be a single file, its signature beside it", async () => {
    await using space = await signed();
    await space.write("w.bin", "weights");
    await space.write("w.bin.sig", await signFiles(new Map([["w.bin", "weights"]]), KEYS.privateKey));
    expect((await verify(space, { ...asked, package: "w.bin" })).verdict).toBe("pass");
    await space.write("w.bin", "Weights");
    expect((await verify(space, { ...asked, package: "w.bin" })).verdict).toBe("fail");
  });
});
