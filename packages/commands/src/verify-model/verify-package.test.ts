import { isUtf8 } from "node:buffer";
import { sha256, UserError } from "@airworthy/evidence";
import { createVerification } from "@airworthy/verification";
import { expect, test } from "vitest";
import { silentPorts } from "../../../../test/harness/silent-ports.ts";
import {
  keyPair,
  type LayoutContents,
  layoutContents,
  signatureAttachment,
  testAttachment,
} from "./example-package.ts";
import type { PackageStore } from "./package-store.ts";
import { type Found, type Question, verifyPackage } from "./verify-package.ts";

const KEYS = keyPair();
const LAYOUT = layoutContents([await signatureAttachment(KEYS.privateKey), testAttachment()]);

/** A layout that is nowhere but in memory, so that very many can be looked at. */
function memoryStore(contents: LayoutContents): PackageStore {
  const blobAt = (digest: string) => contents.get(`blobs/sha256/${digest}`);
  const text = async (bytes: Buffer | undefined) => {
    if (bytes === undefined) return null;
    if (!isUtf8(bytes)) throw new UserError("it is not UTF-8");
    return bytes.toString("utf8");
  };
  return {
    place: "layout",
    shown: "layout",
    marker: () => text(contents.get("oci-layout")),
    index: () => text(contents.get("index.json")),
    blob: (digest) => text(blobAt(digest)),
    digests: async (blobs) =>
      new Map(
        blobs.flatMap(({ sha256: name }) => {
          const bytes = blobAt(name);
          return bytes === undefined ? [] : [[name, { size: bytes.length, sha256: sha256(bytes) }] as const];
        }),
      ),
    content: async ({ sha256: name }) => (await text(blobAt(name))) ?? "",
    locate: () => null,
    strays: async () => [],
  };
}

function question(key: string | null): Question {
  return {
    context: { trust: { key, certificates: null, keyless: null, at: new Date(0), files: [] }, policy: {} },
    given: [],
    files: { ignore: [], ignoreUnsigned: false },
  };
}

function verify(contents: LayoutContents, key: string | null = null): Promise<Found> {
  return verifyPackage(memoryStore(contents), question(key), silentPorts("/"));
}

function verdictOf(found: Found): string {
  const run = {
    inputs: [],
    tool: { name: "t", version: "1" },
    startedOn: "2026-01-01T00:00:00Z",
    finishedOn: "2026-01-01T00:00:00Z",
  };
  return createVerification({ ...found, required: [] }, run).predicate.verdict;
}

test("an intact package passes with its key, and is not called signed without one", async () => {
  expect(verdictOf(await verify(LAYOUT, KEYS.publicKey))).toBe("warn");
  const unknown = await verify(LAYOUT);
  expect(unknown.signers).toEqual([]);
  expect(unknown.checks.find(({ kind }) => kind === "signature")).toMatchObject({
    verdict: "warn",
    reasonCode: "signature-not-verified",
  });
});

test.each([...LAYOUT.keys()])(
  "every single bit of %s that is turned is detected, without any key",
  async (path) => {
    const bytes = LAYOUT.get(path) ?? Buffer.alloc(0);
    const undetected: number[] = [];
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const turned = Buffer.from(bytes);
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      if (verdictOf(await verify(new Map([...LAYOUT, [path, turned]]))) !== "fail") undetected.push(bit);
    }
    expect(undetected).toEqual([]);
  },
  30_000,
);

test.each([...LAYOUT.keys()])("a package without %s, or with a byte more or less of it, is detected", async (path) => {
  const bytes = LAYOUT.get(path) ?? Buffer.alloc(0);
  const without = new Map([...LAYOUT].filter(([other]) => other !== path));
  expect(verdictOf(await verify(without))).toBe("fail");
  expect(verdictOf(await verify(new Map([...LAYOUT, [path, Buffer.concat([bytes, Buffer.from("x")])]])))).toBe("fail");
  if (bytes.length === 0) return;
  expect(verdictOf(await verify(new Map([...LAYOUT, [path, bytes.subarray(0, -1)]])))).toBe("fail");
});
