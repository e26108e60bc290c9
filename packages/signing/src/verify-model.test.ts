import { hash } from "node:crypto";
import { sha256 } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import type { SignedModel } from "./signed-model.ts";
import { type FoundFiles, verifyModel } from "./verify-model.ts";

const OPTIONS = { ignore: [], ignoreUnsigned: false };
const INTACT = { changed: [], missing: [], extra: [] };

function signedModel(contents: Readonly<Record<string, string>>, more: Partial<SignedModel> = {}): SignedModel {
  const resources = Object.entries(contents).map(([path, text]) => ({ path, range: null, digest: sha256(text) }));
  const said = { name: "m", rootDigest: null, algorithm: "sha256" as const, shardSize: null, allowSymlinks: false };
  return { ...said, ignorePaths: [], resources, ...more };
}

/** A file in parts of ten bytes. */
function inShards(path: string, text: string): SignedModel {
  const starts = Array.from({ length: Math.ceil(text.length / 10) }, (_, index) => index * 10);
  const resources = starts.map((start) => {
    const range = { start, end: Math.min(start + 10, text.length) };
    return { path, range, digest: sha256(text.slice(range.start, range.end)) };
  });
  return signedModel({}, { resources, shardSize: 10 });
}

function found(contents: Readonly<Record<string, string>>, opened: string[] = []): FoundFiles {
  const files = new Map(Object.entries(contents));
  return {
    list: async () => [...files].map(([path, text]) => ({ path, size: text.length })),
    digest: async (path, algorithm, range) => {
      opened.push(path);
      const text = files.get(path) ?? "";
      return hash(algorithm, range === undefined ? text : text.slice(range.start, range.end), "hex");
    },
  };
}

describe("files that are signed whole", () => {
  const signed = signedModel({ a: "1", "b/c": "2", d: "" });

  test("are intact as they were signed", async () => {
    expect(await verifyModel(signed, found({ d: "", "b/c": "2", a: "1" }), OPTIONS)).toEqual(INTACT);
  });

  test("are shown as changed, missing and extra, by code points", async () => {
    const now = found({ z: "", d: "x", "b/e": "", a: "0", "\u{1d4b3}": "", "\ufff0": "" });
    expect(await verifyModel(signed, now, OPTIONS)).toEqual({
      changed: [
        { path: "a", range: null, expected: sha256("1"), found: sha256("0") },
        { path: "d", range: null, expected: sha256(""), found: sha256("x") },
      ],
      missing: ["b/c"],
      extra: ["b/e", "z", "\ufff0", "\u{1d4b3}"],
    });
  });

  test("are the only ones that are read", async () => {
    const opened: string[] = [];
    await verifyModel(signedModel({ a: "1", "/etc/passwd": "" }), found({ a: "1", extra: "" }, opened), OPTIONS);
    expect(opened).toEqual(["a"]);
  });

  test("an empty folder misses them all", async () => {
    expect(await verifyModel(signed, found({}), OPTIONS)).toEqual({
      changed: [],
      missing: ["a", "b/c", "d"],
      extra: [],
    });
  });

  test("in any number come in order, whichever digest is ready first", async () => {
    const contents = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`f${String(index).padStart(3, "0")}`, "x"]),
    );
    let turn = 0;
    const { list } = found(contents);
    const digest = async () => {
      for (let wait = turn++ % 7; wait > 0; wait--) await Promise.resolve();
      return "0";
    };
    const { changed } = await verifyModel(signedModel(contents), { list, digest }, OPTIONS);
    expect(changed.map(({ path }) => path)).toEqual(Object.keys(contents));
  });

  test("a file that cannot be read fails the whole, and no further one is read", async () => {
    const contents = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`f${index}`, "x"]));
    let read = 0;
    const digest = async () => {
      read++;
      throw new Error("unreadable");
    };
    await expect(verifyModel(signedModel(contents), { ...found(contents), digest }, OPTIONS)).rejects.toThrow(
      "unreadable",
    );
    expect(read).toBeLessThan(40);
  });
});

describe("what is ignored", () => {
  test("must not be there where only what is signed may be, unless the verifier says so", async () => {
    const signed = signedModel({ a: "1" }, { ignorePaths: ["cache"] });
    const now = found({ a: "1", ".git/config": "", "cache/x": "" });
    expect((await verifyModel(signed, now, OPTIONS)).extra).toEqual([]);
    const { extra } = await verifyModel(signed, now, { ...OPTIONS, refuseLeftOut: true });
    expect(extra).toEqual([".git/config", "cache/x"]);
    const allowed = { ignore: [".git", "cache"], ignoreUnsigned: false, refuseLeftOut: true };
    expect((await verifyModel(signed, now, allowed)).extra).toEqual([]);
  });

  test("by default, by the signer and by the verifier is not extra", async () => {
    const now = found({ a: "1", ".git/HEAD": "", "cache/x": "", "model.sig": "", "sub/model.sig": "", "sub/.git": "" });
    const signed = signedModel({ a: "1" }, { ignorePaths: ["cache"] });
    const { extra } = await verifyModel(signed, now, { ignore: ["model.sig"], ignoreUnsigned: false });
    expect(extra).toEqual(["sub/.git", "sub/model.sig"]);
  });

  test("is checked all the same where it was signed", async () => {
    const signed = signedModel({ ".gitattributes": "1", "cache/x": "1" }, { ignorePaths: ["cache"] });
    const { changed, missing } = await verifyModel(signed, found({ "cache/x": "2" }), OPTIONS);
    expect([changed.map(({ path }) => path), missing]).toEqual([["cache/x"], [".gitattributes"]]);
  });

  test("hides nothing by a dot, an empty path, a root or a pattern", async () => {
    const signed = signedModel({ a: "1" }, { ignorePaths: [".", "", "/", "*", "./", ".."] });
    expect((await verifyModel(signed, found({ a: "1", b: "" }), OPTIONS)).extra).toEqual(["b"]);
  });

  test("unsigned files are let pass only where that is asked for, signed ones never", async () => {
    const lenient = { ignore: [], ignoreUnsigned: true };
    expect(await verifyModel(signedModel({ a: "1" }), found({ a: "1", b: "" }), lenient)).toEqual(INTACT);
    const { changed, missing } = await verifyModel(signedModel({ a: "1", c: "" }), found({ a: "2", b: "" }), lenient);
    expect([changed.length, missing]).toEqual([1, ["c"]]);
  });
});

describe("a model that is one file", () => {
  test("is found under whatever name it has, where it was signed as a dot", async () => {
    const signed = signedModel({ ".": "1" });
    expect(await verifyModel(signed, found({ "weights.bin": "1" }), OPTIONS)).toEqual(INTACT);
    expect((await verifyModel(signed, found({ "weights.bin": "2" }), OPTIONS)).changed).toHaveLength(1);
    expect(
      await verifyModel(signed, found({ "weights.bin": "1", "model.sig": "" }), {
        ignore: ["model.sig"],
        ignoreUnsigned: false,
      }),
    ).toEqual(INTACT);
    expect(await verifyModel(signed, found({ a: "1", b: "1" }), OPTIONS)).toEqual({
      changed: [],
      missing: ["."],
      extra: ["a", "b"],
    });
    expect((await verifyModel(signed, found({}), OPTIONS)).missing).toEqual(["."]);
  });

  test("has to keep its name where it was signed by that", async () => {
    const difference = { changed: [], missing: ["weights.bin"], extra: ["other.bin"] };
    expect(await verifyModel(signedModel({ "weights.bin": "1" }), found({ "other.bin": "1" }), OPTIONS)).toEqual(
      difference,
    );
  });
});

describe("files that are signed in parts", () => {
  const text = "abcdefghijklmnopqrstuvwxy";
  const signed = inShards("w", text);

  test("are intact as they were signed, empty files beside them included", async () => {
    expect(await verifyModel(signed, found({ w: text, empty: "" }), OPTIONS)).toEqual(INTACT);
  });

  test("show which part was changed", async () => {
    const { changed } = await verifyModel(signed, found({ w: text.replace("k", "K") }), OPTIONS);
    const range = { start: 10, end: 20 };
    expect(changed).toEqual([{ path: "w", range, expected: sha256("klmnopqrst"), found: sha256("Klmnopqrst") }]);
  });

  test("show what was cut off and what was added", async () => {
    const shorter = await verifyModel(signed, found({ w: text.slice(0, 15) }), OPTIONS);
    expect(shorter.changed).toEqual([
      { path: "w", range: { start: 10, end: 20 }, expected: "20 bytes", found: "15 bytes" },
      { path: "w", range: { start: 20, end: 25 }, expected: "25 bytes", found: "15 bytes" },
    ]);
    const longer = await verifyModel(signed, found({ w: `${text}z` }), OPTIONS);
    expect(longer.changed).toEqual([
      { path: "w", range: { start: 25, end: 26 }, expected: "25 bytes", found: "26 bytes" },
    ]);
    const emptied = await verifyModel(signed, found({ w: "" }), OPTIONS);
    expect(emptied.changed).toHaveLength(3);
  });

  test("are missing once, and files beside them that are not empty are extra", async () => {
    expect(await verifyModel(signed, found({ x: "1" }), OPTIONS)).toEqual({
      changed: [],
      missing: ["w"],
      extra: ["x"],
    });
  });
});
