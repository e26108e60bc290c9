import { describe, expect, test } from "vitest";
import { pickleBytes, shortText, someBytes } from "../../test/pickle-bytes.ts";
import { rulesFor, scanBytes } from "../../test/scan-bytes.ts";

/** os.mkdir("x") in the first protocol without a line that names a module and a name: STACK_GLOBAL works in all. */
const QUIET_ATTACK = "Vos\nVmkdir\n\x93Vx\n\x85R.";

const rules = async (bytes: Uint8Array, name = "m.pkl") =>
  (await scanBytes({ [name]: bytes })).findings.map(({ rule }) => rule);

describe("what CPython 3.11 unpickles and executes is found, whatever the file is called", () => {
  test.each([
    ["a place in the memo with a sign", "Vos\np0\n0Vmkdir\np1\n0g+0\ng1\n\x93Vx\n\x85R."],
    ["a place in the memo with blanks and underscores", "Vos\np0\n0Vmkdir\np1\n0g 0_0 \ng1\n\x93Vx\n\x85R."],
    ["a place in the memo that a null character ends", "Vos\np0\n0Vmkdir\np1\n0g0\0z\ng1\n\x93Vx\n\x85R."],
    ["a name longer than any", `N0\x80\x04cos\n${"path.os.".repeat(100)}mkdir\nVx\n\x85R.`],
    ["a module that is imported and not called", "cantigravity\nfly\n."],
    ["the magic number of GGUF, which is a float", `GGUF\x03\0\0\0\0${QUIET_ATTACK}`],
    ["the magic number of bzip2, which are bytes", `BZh\x01\0${"a".repeat(0x01685a)}0${QUIET_ATTACK}`],
    ["an HDF5 superblock behind it", `${QUIET_ATTACK.padEnd(512, "\0")}\x89HDF\r\n\x1a\n`],
  ])("%s", async (_what, text) => {
    expect((await scanBytes({ "weights.bin": pickleBytes(text) })).verdict).toBe("fail");
  });

  test.each([
    ["more values than the scan stacks", `${"N".repeat(4_000_001)}${QUIET_ATTACK}`],
    ["a place in the memo beyond 2^53", "Vos\np9007199254740993\n0g9007199254740993\nVmkdir\n\x93Vx\n\x85R."],
    ["more pickles than are read", `${"N.".repeat(100_000)}${QUIET_ATTACK}`],
  ])("or not clean: %s", async (_what, text) => {
    expect((await scanBytes({ "notes.txt": pickleBytes(text) })).verdict).toBe("inconclusive");
  });
});

test.each([
  // The classes of CIFAR-10: "airplane" and what follows it read as APPEND and INST, on an empty stack.
  ["labels", "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n"],
  ["lines that begin as a GLOBAL", "cat\ndog\nbird\n"],
  ["lines and a call of nothing", "class\nname\n(R\nb\n.\n"],
])("text is no pickle where unpickling it would end before anything is done: %s", async (_what, text) => {
  expect(await rulesFor({ "labels.txt": text })).toEqual([]);
});

test("arguments that are computed are found: a list will do for Python's own unpickler", async () => {
  expect(await rules(pickleBytes("\x80\x04ccollections\nOrderedDict\n]R."))).toEqual(["computed-call"]);
  const tuple = "cbuiltins\ntuple\n]\x85R";
  expect(await rules(pickleBytes(`\x80\x04ccollections\nOrderedDict\n${tuple}R.`))).toEqual(["computed-call"]);
});

test("a state that is computed to be a pair is found: its second half is set attribute by attribute", async () => {
  const pair = pickleBytes("cbuiltins\ntuple\n](N}", shortText("__class__"), "ccollections\nOrderedDict\nse\x85R");
  expect(await rules(pickleBytes("\x80\x04cargparse\nNamespace\n)\x81", pair, "b."))).toEqual(["changed-global"]);
});

describe("a function that unpickles what it is given", () => {
  const load = "ctorch.storage\n_load_from_bytes\n";
  const payload = someBytes(pickleBytes(QUIET_ATTACK));

  test.each([
    ["by BUILD", pickleBytes("cargparse\nNamespace\n)\x81}", shortText("__setstate__"), load, "sb", payload, "b.")],
    ["by APPEND", pickleBytes("cargparse\nNamespace\n)\x81}", shortText("append"), load, "sb", payload, "a.")],
    ["by a listed function", pickleBytes("cnumpy.random._pickle\n__generator_ctor\n", payload, load, "\x86R.")],
    ["from the memo", pickleBytes(load, "q\x000cnumpy.random._pickle\n__generator_ctor\n", payload, "h\x00\x86R.")],
    ["doubled", pickleBytes(load, "20cnumpy.random._pickle\n__generator_ctor\n", payload, load, "\x86R.")],
  ])("is not handed on to be called %s", async (_how, bytes) => {
    expect(await rules(pickleBytes("\x80\x04", bytes))).toContain("computed-call");
  });

  test("may be named once and called often", async () => {
    const encode = pickleBytes("c_codecs\nencode\nq\x00(X\x01\x00\x00\x00aX\x06\x00\x00\x00latin1tR0");
    const again = pickleBytes("h\x00(X\x01\x00\x00\x00bX\x06\x00\x00\x00latin1tR.");
    expect(await rules(pickleBytes("\x80\x02", encode, again))).toEqual([]);
  });

  // Read as UTF-8, SHORT_BINSTRING takes 0xc2 bytes and passes over the attack; as the Latin-1 that is unpickled, 0x85.
  test("is given the characters of a text, and those are what is scanned", async () => {
    const text = `ccollections\nOrderedDict\n)R0U\x85${"a".repeat(133)}${QUIET_ATTACK}`.padEnd(300, "a");
    const bytes = Buffer.from(`${text}.`);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    const encoded = pickleBytes("c_codecs\nencode\nX", length, bytes, shortText("latin1"), "\x86R");
    expect(await rules(pickleBytes("\x80\x04", load, encoded, "\x85R."))).toContain("dangerous-global");
  });

  test("is not given text with escapes, of which the scan knows only roughly what it is", async () => {
    const text = "V\\u0063collections\\u000aOrderedDict\\u000a)R.aaaa\n";
    const encoded = pickleBytes("c_codecs\nencode\n", text, shortText("latin1"), "\x86R");
    expect(await rules(pickleBytes("\x80\x04", load, encoded, "\x85R."))).toContain("dangerous-global");
  });
});

test("marks are found without a search: a stack of a million values and as many requests for one", async () => {
  const bytes = pickleBytes("\x80\x04", "N".repeat(1_000_000), "1".repeat(1_000_000));
  expect(await rules(bytes)).toEqual(["malformed-pickle"]);
});
