import { describe, expect, test } from "vitest";
import { pickleBytes, shortText } from "../../test/pickle-bytes.ts";
import { scanBytes } from "../../test/scan-bytes.ts";

const WRAPPER = "cjoblib.numpy_pickle\nNumpyArrayWrapper\n)\x81";
/** -1, as numpy writes what a data type of a fixed size leaves open. */
const OPEN = "J\xff\xff\xff\xff";

interface Parts {
  readonly dtype: string;
  /** Opcodes of the data type's state, with the BUILD. */
  readonly dtypeState?: string;
  readonly shape?: string;
  /** Opcodes that make the wrapper. */
  readonly make?: string;
  readonly alignment?: string;
}

/** What joblib.numpy_pickle writes before an array's bytes. */
function wrapper({ dtype, dtypeState = "", shape = "K\x04\x85", make = WRAPPER, alignment }: Parts): Buffer {
  const aligned = alignment === undefined ? [] : [shortText("numpy_array_alignment_bytes"), alignment];
  const type = pickleBytes("cnumpy\ndtype\n", shortText(dtype), "\x89\x88\x87R", dtypeState);
  return pickleBytes(
    pickleBytes(make, "}(", shortText("subclass"), "cnumpy\nndarray\n", shortText("shape"), shape),
    pickleBytes(shortText("order"), shortText("C"), shortText("dtype"), type, shortText("allow_mmap"), "\x89"),
    ...aligned,
    "ub",
  );
}

const scan = async (...parts: readonly (string | Uint8Array)[]) =>
  (await scanBytes({ "m.joblib": pickleBytes("\x80\x04", ...parts) })).findings.map(({ rule }) => rule);

/** numpy's state of a data type: version, byte order, subarray, names, fields, bytes, alignment, flags. */
const state = (bytes: string, flags = "K\x00", subarray = "N") =>
  pickleBytes("(K\x03", shortText("<"), subarray, "NN", bytes, OPEN, flags, "tb").toString("latin1");

describe("an array that joblib wrote is passed over by its size", () => {
  // Each array's bytes are no opcodes.
  test.each([
    ["float64", { dtype: "f8", dtypeState: state(OPEN) }, 32],
    ["bool", { dtype: "b1", dtypeState: state(OPEN) }, 4],
    ["dates", { dtype: "M8", dtypeState: state(OPEN) }, 32],
    ["text", { dtype: "U2", dtypeState: state("K\x08", "K\x08") }, 32],
    ["records", { dtype: "V12", dtypeState: state("K\x0c", "K\x10") }, 48],
    ["none", { dtype: "f8", dtypeState: state(OPEN), shape: "K\x00\x85" }, 0],
  ])("of %s", async (_what, parts, bytes) => {
    expect(await scan(wrapper(parts), Buffer.alloc(bytes, 0xff), ".")).toEqual([]);
  });

  test("of no items, several, without padding", async () => {
    const empty = wrapper({ dtype: "f8", shape: "K\x00\x85" });
    expect(await scan("]", empty, "a", empty, "a.")).toEqual([]);
  });
});

describe("what makes joblib read another number of bytes, or a pickle, is not followed", () => {
  // Each was found to run code by joblib.load while the bytes behind it read as harmless data.
  test.each([
    ["a type without a number, which has four bytes", { dtype: "f" }],
    ["a state that makes text longer", { dtype: "S1", dtypeState: state("K\x64") }],
    ["a state with the flag of objects", { dtype: "i1", dtypeState: state(OPEN, "K\x3f") }],
    ["a state of a subarray", { dtype: "f8", dtypeState: state(OPEN, "K\x00", ")") }],
    ["a second state", { dtype: "f8", dtypeState: state(OPEN) + state(OPEN) }],
    ["a data type of objects without the flag", { dtype: "O8", dtypeState: state(OPEN) }],
  ])("%s", async (_what, parts) => {
    expect(await scan(wrapper(parts), Buffer.alloc(32, 0xff), ".")).toContain("malformed-pickle");
  });

  test("a wrapper from the memo that has its alignment from before", async () => {
    const first = wrapper({ dtype: "i1", shape: "K\x01\x85", make: `${WRAPPER}q\x05`, alignment: "K\x10" });
    const second = wrapper({ dtype: "i1", shape: "K\x01\x85", make: "0h\x05" });
    expect(await scan(first, "\x01\xff\x07", second, "\x0a.")).toEqual(["malformed-pickle"]);
  });

  test("a wrapper that is made from a computed tuple", async () => {
    const parts = "](cjoblib.numpy_pickle\nNumpyArrayWrapper\ncbuiltins\nobject\nNe\x85R";
    const make = `ccopyreg\n_reconstructor\ncbuiltins\ntuple\n${parts}R`;
    expect(await scan(wrapper({ dtype: "f8", make }), ".")).toContain("computed-call");
  });
});

test("bytes of an array that pickle.load would run are found, behind array upon array, without reading all again", async () => {
  const one = pickleBytes(wrapper({ dtype: "i1", shape: "K\x01\x85" }), "0a");
  const many = Array.from({ length: 2000 }, () => one);
  expect(await scan("]", ...many, ".")).toEqual(["ambiguous-pickle"]);
});
