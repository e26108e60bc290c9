import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ATTACK, DATA, OLD_ATTACK, ORDERED_DICT, pickleBytes, shortText, someBytes } from "../../test/pickle-bytes.ts";
import { rulesFor, scanBytes } from "../../test/scan-bytes.ts";

const rules = async (bytes: Uint8Array, name = "m.pkl") =>
  (await scanBytes({ [name]: bytes })).findings.map(({ rule }) => rule);

test.each([
  ["data in protocol 2", DATA],
  ["a listed class", ORDERED_DICT],
  [
    "bytes as protocol 2 writes them",
    pickleBytes("\x80\x02c_codecs\nencode\nX\x02\x00\x00\x00abX\x06\x00\x00\x00latin1\x86R."),
  ],
  [
    "a listed class by STACK_GLOBAL and the memo",
    pickleBytes("\x80\x04", shortText("collections"), "\x94", shortText("OrderedDict"), "\x94\x93)R."),
  ],
])("%s is clean", async (_what, bytes) => {
  expect(await scanBytes({ "m.pkl": bytes })).toMatchObject({ verdict: "pass", findings: [] });
});

describe("a name that is not listed is found however it is written", () => {
  test.each([
    ["GLOBAL", OLD_ATTACK],
    ["STACK_GLOBAL", ATTACK],
    ["INST", pickleBytes("(S'id'\nios\nsystem\n.")],
    ["OBJ", pickleBytes("(cos\nsystem\nS'id'\no.")],
    ["NEWOBJ", pickleBytes("\x80\x02cos\nsystem\n)\x81.")],
    ["NEWOBJ_EX", pickleBytes("\x80\x04cos\nsystem\n)}\x92.")],
    [
      "names from the memo",
      pickleBytes("\x80\x04", shortText("os"), "\x940", shortText("system"), "\x940h\x00h\x01\x93)R."),
    ],
    ["a name that is doubled", pickleBytes("\x80\x04", shortText("eval"), "2\x93)R.")],
    ["names as PUT and GET", pickleBytes("Vos\np7\n0Vsystem\np9\n0g7\ng9\n\x93)R.")],
    [
      "a listed module and a dotted name",
      pickleBytes("\x80\x04", shortText("numpy"), shortText("core.__builtins__.eval"), "\x93)R."),
    ],
    [
      "a part of a listed name",
      pickleBytes("\x80\x04", shortText("numpy.core"), shortText("multiarray._reconstruct"), "\x93)R."),
    ],
    ["Python 2's name of a module", pickleBytes("c__builtin__\neval\n(S'1'\ntR.")],
    ["a carriage return behind a listed name", pickleBytes("ccollections\r\nOrderedDict\r\n)R.")],
  ])("by %s", async (_how, bytes) => {
    expect((await scanBytes({ "m.pkl": bytes })).verdict).toBe("fail");
  });
});

test("a name that is computed is found", async () => {
  const bytes = pickleBytes("\x80\x04ccollections\nOrderedDict\n)R", shortText("system"), "\x93)R.");
  expect(await rules(bytes)).toContain("unresolved-global");
});

test("places in the memo are counted as Python counts them: one that is taken twice counts once", async () => {
  // BINPUT 0 twice, so that MEMOIZE takes place 1 for "os"; read as place 2, the GETs would give a listed name.
  const bytes = pickleBytes(
    "\x80\x04",
    shortText("x"),
    "q\x00q\x000",
    shortText("os"),
    "\x940",
    shortText("system"),
    "\x940",
    "h\x01h\x02\x93)R.",
  );
  expect(await rules(bytes)).toEqual(["dangerous-global"]);
});

test.each([
  ["extension codes", pickleBytes("\x80\x02\x82\x01)R."), "extension-code"],
  ["a call of what a call gave", pickleBytes("\x80\x02ccollections\nOrderedDict\n)R)R."), "computed-call"],
  [
    "a state for a class itself",
    pickleBytes("\x80\x02ccollections\nOrderedDict\n}X\x01\x00\x00\x00aK\x01sb."),
    "changed-global",
  ],
  [
    "another class for an object",
    pickleBytes("\x80\x02cargparse\nNamespace\n)\x81N}X\x09\x00\x00\x00__class__ccollections\nOrderedDict\ns\x86b."),
    "changed-global",
  ],
  [
    "another codec than latin1",
    pickleBytes("\x80\x02c_codecs\nencode\nX\x02\x00\x00\x00abX\x05\x00\x00\x00rot13\x86R."),
    "computed-call",
  ],
  ["a persistent id that is no storage", pickleBytes("\x80\x02X\x01\x00\x00\x00aQ."), "persistent-id"],
  [
    "a torch helper that calls something else",
    pickleBytes("\x80\x02ctorch._tensor\n_rebuild_from_type_v2\n(ccollections\nOrderedDict\nNN)tR."),
    "computed-call",
  ],
])("%s are found", async (_what, bytes, rule) => {
  expect(await rules(bytes)).toContain(rule);
});

test("the reference to a storage of PyTorch is clean", async () => {
  const id = pickleBytes(
    "(X\x07\x00\x00\x00storagectorch\nFloatStorage\nX\x01\x00\x00\x000X\x03\x00\x00\x00cpuK\x04tQ",
  );
  expect(await rules(pickleBytes("\x80\x02", id, "."))).toEqual([]);
});

test("a user's own class passes by its exact name, and only it", async () => {
  const bytes = pickleBytes("\x80\x02cacme.models\nNet\n)\x81.");
  expect((await scanBytes({ "m.pkl": bytes })).findings[0]?.message).toContain("allow-globals: acme.models.Net");
  expect((await scanBytes({ "m.pkl": bytes }, { allowGlobals: ["acme.models.Net"] })).verdict).toBe("pass");
  expect((await scanBytes({ "m.pkl": bytes }, { allowGlobals: ["acme.models.Ne"] })).verdict).toBe("fail");
  await expect(scanBytes({}, { allowGlobals: ["acme.*"] })).rejects.toThrow("without wildcards");
});

describe("pickles behind pickles", () => {
  test("a second one is read too", async () => {
    expect(await rules(pickleBytes(DATA, OLD_ATTACK))).toEqual(["dangerous-global"]);
  });

  test("bytes that are none are not clean", async () => {
    expect(await scanBytes({ "m.pkl": pickleBytes(DATA, "\x00\x00") })).toMatchObject({
      verdict: "inconclusive",
      findings: [{ rule: "trailing-bytes", offset: DATA.length }],
    });
  });

  // torch/serialization.py, _legacy_save: magic number, protocol, system, object, keys, and then the storages.
  const magic = pickleBytes("\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.");
  test("the storages of PyTorch's old format are no pickles", async () => {
    const parts = [magic, pickleBytes("\x80\x02M\xe9\x03."), DATA, ORDERED_DICT, pickleBytes("\x80\x02].")];
    expect(await rules(pickleBytes(...parts, Buffer.alloc(4096, 7)), "m.pt")).toEqual([]);
    expect(await rules(pickleBytes(...parts, OLD_ATTACK), "m.pt")).toEqual(["dangerous-global"]);
  });

  test("what only begins like that format is not excused", async () => {
    expect(await rules(pickleBytes(magic, OLD_ATTACK), "m.pt")).toEqual(["dangerous-global"]);
    expect(await rules(pickleBytes(magic, "\x00\x00\x00"), "m.pt")).toEqual(["trailing-bytes"]);
  });
});

describe("what is hidden inside data", () => {
  test.each([
    ["bytes", someBytes(ATTACK)],
    ["bytes of the first protocol", someBytes(OLD_ATTACK)],
    ["text in base64", shortText(ATTACK.toString("base64"))],
    ["text in hexadecimal", shortText(ATTACK.toString("hex"))],
    ["text in base64 twice", shortText(Buffer.from(ATTACK.toString("base64")).toString("base64"))],
  ])("a pickle in %s is scanned", async (_where, value) => {
    expect(await rules(pickleBytes("\x80\x04", value, "."))).toContain("dangerous-global");
  });

  test("code in text is a warning", async () => {
    const { verdict, findings } = await scanBytes({
      "m.pkl": pickleBytes("\x80\x04", shortText("__import__('os').system('id')"), "."),
    });
    expect([verdict, findings[0]?.rule]).toEqual(["warn", "embedded-code"]);
  });

  test("bytes that torch.storage unpickles must have been scanned", async () => {
    const load = (value: Uint8Array) => pickleBytes("\x80\x04ctorch.storage\n_load_from_bytes\n", value, "\x85R.");
    expect(await rules(load(someBytes(ORDERED_DICT)))).toEqual([]);
    expect(await rules(load(someBytes(ATTACK)))).toEqual(["dangerous-global"]);
    expect(await rules(load(pickleBytes("N")))).toEqual(["dangerous-global"]);
  });
});

test("a pickle without a magic number is found under any name", async () => {
  expect(await rulesFor({ "notes.txt": OLD_ATTACK, "weights.bin": OLD_ATTACK })).toEqual([
    "dangerous-global notes.txt",
    "dangerous-global weights.bin",
  ]);
});

test.each(["hello", "\x89PNG\r\n\x1a\n", "\x80\x07N.", "\x00", "version https://git-lfs.github.com/spec/v1\n"])(
  "a file that is meant to be a pickle and holds %j is not clean",
  async (content) => {
    expect((await scanBytes({ "m.pkl": Buffer.from(content, "latin1") })).verdict).not.toBe("pass");
  },
);

describe("whatever the bytes", () => {
  const clean = [DATA, ORDERED_DICT, pickleBytes("\x80\x04", shortText("abc"), ".")];

  test("scanning ends, and throws nothing", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom("m.pkl", "m.bin", "m.npy", "m.zip"),
        async (bytes, name) => {
          const { verdict } = await scanBytes({ [name]: bytes });
          expect(["pass", "warn", "inconclusive", "fail"]).toContain(verdict);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("a pickle that is cut short is never clean", async () => {
    for (const bytes of clean) {
      for (let length = 1; length < bytes.length; length++) {
        expect((await scanBytes({ "m.pkl": bytes.subarray(0, length) })).verdict).not.toBe("pass");
      }
    }
  });

  test("an import of anything unlisted and a call of it, put before any STOP, are never clean", async () => {
    const name = fc.stringMatching(/^[a-z_][a-z0-9_]{0,12}$/);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...clean), name, name, async (bytes, module, attribute) => {
        const call = pickleBytes(`c${module}x\n${attribute}x\n)R0`);
        const changed = pickleBytes(bytes.subarray(0, -1), call, ".");
        expect((await scanBytes({ "m.pkl": changed })).verdict).toBe("fail");
      }),
    );
  });
});

test("weights that begin with an extension code, and are no pickle, are not taken for one", async () => {
  const weights = Buffer.from([0x82, 0x1a, 0x68, 0x4c, 0x81, 0x98, 0x3f, 0x43]);
  const { findings } = await scanBytes({ "part.bin": weights });
  expect(findings.map(({ rule }) => rule)).toEqual(["unknown-format"]);
});
