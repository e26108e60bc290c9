import { describe, expect, test } from "vitest";
import { ATTACK, DATA, OLD_ATTACK } from "../../test/pickle-bytes.ts";
import { rulesFor, scanBytes } from "../../test/scan-bytes.ts";
import { zipBytes } from "../../test/zip-bytes.ts";

/** A .npy file of version 1.0, as numpy/lib/format.py has it. */
function npy(descr: string, body: Uint8Array, header?: string): Buffer {
  const text = header ?? `{'descr': ${descr}, 'fortran_order': False, 'shape': (2,), }\n`;
  const fixed = Buffer.from("\x93NUMPY\x01\x00\x00\x00", "latin1");
  fixed.writeUInt16LE(text.length, 8);
  return Buffer.concat([fixed, Buffer.from(text), body]);
}

test("arrays of numbers are clean, alone and in an archive", async () => {
  const record = "[('x', '<f8'), ('OUT', '|S3')]";
  const files = { "a.npy": npy("'<f8'", Buffer.alloc(16)), "b.npy": npy(record, Buffer.alloc(22)) };
  expect(
    await rulesFor({ ...files, "c.npz": zipBytes([{ name: "a.npy", content: files["a.npy"], isDeflated: true }]) }),
  ).toEqual([]);
});

test.each(["'|O'", "'O'", "'O8'", "'f8,O'", "[('x', '|O')]", "'object'"])(
  "an array of %s is a pickle, which is scanned",
  async (descr) => {
    expect(await rulesFor({ "a.npy": npy(descr, ATTACK) })).toEqual([
      "dangerous-global a.npy",
      "numpy-object-array a.npy",
    ]);
    expect(await scanBytes({ "a.npy": npy(descr, DATA) })).toMatchObject({ verdict: "warn" });
  },
);

test.each([
  "{'descr': '\\x7cO', 'fortran_order': False, 'shape': (2,), }",
  "{'descr': '<f8', 'descr': '|O', 'fortran_order': False, 'shape': (2,)}",
  "{'descr': \"|O\", 'fortran_order': False, 'shape': (2,)}",
  "{'descr': 'obj' 'ect', 'fortran_order': False, 'shape': (2,)}",
  "{'descr': r'|O', 'fortran_order': False, 'shape': (2,)}",
  "{'descr': '<f8'}",
  "",
])("a header that NumPy would not have written is not clean: %j", async (header) => {
  expect(await rulesFor({ "a.npy": npy("", ATTACK, header) })).toContain("could-not-be-scanned a.npy");
});

test("Keras Lambda layers are found in a .keras archive, by escapes too, and in HDF5", async () => {
  const config =
    '{"class_name": "Functional", "module": "keras", "config": {"layers": [{"class_name": "\\u004cambda"}]}}';
  const archive = zipBytes([{ name: "config.json", content: Buffer.from(config) }]);
  const hdf5 = (text: string) =>
    Buffer.concat([Buffer.from("\x89HDF\r\n\x1a\n", "latin1"), Buffer.alloc(3_000_000), Buffer.from(text)]);
  expect(await rulesFor({ "m.keras": archive })).toEqual(["keras-lambda m.keras!config.json"]);
  expect(await rulesFor({ "m.h5": hdf5('{"class_name": "Lambda"}') })).toEqual(["keras-lambda m.h5"]);
  expect(await rulesFor({ "m.h5": hdf5('{"class_name": "L\\u0061mbda"}') })).toEqual([
    "keras-lambda m.h5",
    "keras-obfuscated m.h5",
  ]);
  expect(await rulesFor({ "m.h5": hdf5('{"class_name": "Dense"}') })).toEqual([]);
});

describe("what a Keras configuration names outside Keras", () => {
  const named = (module: string, className: string, config: unknown = {}) =>
    JSON.stringify({
      class_name: "Functional",
      module: "keras.src.models.functional",
      config: { layers: [{ class_name: className, module, config, inbound_nodes: [{ args: ["id"], kwargs: {} }] }] },
    });

  // Keras up to 3.8 runs each of these on loading, in safe mode too (CVE-2025-1550).
  test.each([
    ["a function of the system", named("subprocess", "function", "Popen")],
    ["a function of Python's own", named("builtins", "function", "eval")],
    ["a function by the key of a class", named("subprocess", "getoutput")],
    ["a function of Keras that fetches files", named("keras.utils", "get_file")],
    ["a class that nobody has allowed", named("acme.layers", "Mine")],
  ])("is found: %s", async (_what, config) => {
    const archive = zipBytes([{ name: "config.json", content: Buffer.from(config) }]);
    const hdf5 = Buffer.concat([
      Buffer.from("\x89HDF\r\n\x1a\n{", "latin1"),
      Buffer.alloc(3_000_000),
      Buffer.from(config),
    ]);
    expect(await rulesFor({ "m.keras": archive })).toEqual(["keras-custom-object m.keras!config.json"]);
    expect(await rulesFor({ "m.h5": hdf5 })).toEqual(["keras-custom-object m.h5"]);
    expect(await rulesFor({ "model.txt": config })).toEqual(["keras-custom-object model.txt"]);
  });

  test("passes where its exact name is allowed, and is a warning where the loader must be given it", async () => {
    const options = { allowGlobals: ["acme.layers.Mine"] };
    expect(await rulesFor({ "config.json": named("acme.layers", "Mine") }, options)).toEqual([]);
    const registered = JSON.stringify({ class_name: "Mine", registered_name: "acme>Mine", module: null });
    expect(await scanBytes({ "config.json": registered })).toMatchObject({ verdict: "warn" });
  });

  test("leaves what Keras itself writes alone", async () => {
    const own = [
      named("builtins", "function", "relu"),
      named("keras.activations", "function", "gelu"),
      named("keras.layers", "Dense"),
    ];
    expect(await rulesFor({ "a.json": own[0] ?? "", "b.json": own[1] ?? "", "c.json": own[2] ?? "" })).toEqual([]);
  });
});

test.each([
  ["more blanks than anyone writes", '{"class_name":         "Lambda"}'],
  ["an underscore as an escape", '{"class\\u005fname": "Lambda"}'],
  ["blanks without end before a key", `{${" ".repeat(201)}"module":"subprocess","class_name":"getoutput"}`],
  ["a key without end", `{"${"a".repeat(3001)}":0,"class\\u005fname":"Lambda"}`],
])("code in HDF5 is found behind %s", async (_how, config) => {
  const hdf5 = Buffer.concat([Buffer.from("\x89HDF\r\n\x1a\nmodel_config", "latin1"), Buffer.from(config)]);
  expect((await scanBytes({ "m.h5": hdf5 })).verdict).toBe("fail");
});

test("bytes that begin as JSON again and again are not followed without end", async () => {
  const hdf5 = Buffer.concat([Buffer.from("\x89HDF\r\n\x1a\n", "latin1"), Buffer.from('{"a":'.repeat(100_000))]);
  expect(await rulesFor({ "m.h5": hdf5 })).toEqual(["could-not-be-scanned m.h5"]);
});

test("YAML that makes objects of Python's is found, and its tuples are not", async () => {
  const found = async (text: string) => (await scanBytes({ "hparams.yaml": text })).findings.map(({ rule }) => rule);
  expect(await found('a: !!python/object/apply:os.system ["id"]\n')).toEqual(["yaml-object"]);
  expect(await found("a: !<tag:yaml.org,2002:python/name:os.system>\n")).toEqual(["yaml-object"]);
  expect(await found("%TAG !p! tag:yaml.org,2002:python/\n---\na: !p!name:os.system\n")).toEqual(["yaml-object"]);
  expect(await found("a: !!pyth%6fn/name:os.system\n")).toEqual(["yaml-object"]);
  expect(await found("a: !!python/tuple [1, 2]\nb: 50%!\n")).toEqual([]);
});

test("TensorFlow's operations on files are a warning", async () => {
  // NodeDef: name "w", op "WriteFile".
  const node = Buffer.from("\x0a\x01w\x12\x09WriteFile", "latin1");
  expect(await scanBytes({ "saved_model.pb": node })).toMatchObject({
    verdict: "warn",
    reasonCode: "tensorflow-operation",
  });
  expect(await rulesFor({ "saved_model.pb": Buffer.from("\x0a\x09WriteFile\x12\x03Add", "latin1") })).toEqual([]);
});

/** Protobuf: a field's tag and length, and its bytes. */
function field(number: number, content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);
}

test("ONNX weights that lead out of the folder and custom operators are found", async () => {
  const tensor = (location: string) =>
    Buffer.concat([
      Buffer.from([0x08, 0x01, 0x10, 0x01]),
      field(8, "w"),
      Buffer.from([0x70, 0x01]),
      field(13, Buffer.concat([field(1, "location"), field(2, location)])),
    ]);
  const model = (location: string, domain: string) =>
    Buffer.concat([
      Buffer.from([0x08, 0x08]),
      field(7, field(5, tensor(location))),
      field(8, Buffer.concat([field(1, domain), Buffer.from([0x10, 0x01])])),
    ]);
  expect(await rulesFor({ "m.onnx": model("../../etc/passwd", "") })).toEqual(["onnx-path-escapes m.onnx"]);
  expect(await rulesFor({ "m.onnx": model("w.bin", "acme.ops") })).toEqual(["onnx-custom-domain m.onnx"]);
  expect(await rulesFor({ "m.onnx": model("w.bin", "") })).toEqual([]);
  expect((await scanBytes({ "m.onnx": Buffer.from([0x08, 0x08, 0x3a, 0x7f]) })).verdict).toBe("inconclusive");
});

test("a template that reaches for Python's internals is found in GGUF, JSON, YAML and on its own", async () => {
  const attack = "{{ ''.__class__.__mro__ }}";
  const gguf = (template: string) => {
    const [key, value] = [Buffer.from("tokenizer.chat_template"), Buffer.from(template)];
    const fixed = Buffer.alloc(8 + key.length + 4 + 8);
    fixed.writeBigUInt64LE(BigInt(key.length));
    key.copy(fixed, 8);
    fixed.writeUInt32LE(8, 8 + key.length);
    fixed.writeBigUInt64LE(BigInt(value.length), 12 + key.length);
    return Buffer.concat([Buffer.from("GGUF\x03\x00\x00\x00"), Buffer.alloc(16), fixed, value]);
  };
  const json = (template: string) => JSON.stringify({ chat_template: [{ name: "default", template }] });
  const plain = "{% for message in messages %}{{ message['content'] | trim }}{% endfor %}";
  expect(
    await rulesFor({
      "m.gguf": gguf(attack),
      "t.json": json(attack),
      "t.jinja": attack,
      "t.yaml": `template: "${attack}"\n`,
    }),
  ).toEqual(["m.gguf", "t.jinja", "t.json", "t.yaml"].map((path) => `template-injection ${path}`));
  expect(await rulesFor({ "m.gguf": gguf(plain), "t.json": json(plain), "t.jinja": plain })).toEqual([]);
});

test("bytes of no known format are a warning, not clean", async () => {
  expect(await scanBytes({ "m.bin": Buffer.from([0, 1, 2, 3]) })).toMatchObject({
    verdict: "warn",
    reasonCode: "unknown-format",
  });
});

test("a safetensors file whose weights read as a pickle is no pickle", async () => {
  const header = '{"w":{"dtype":"U8","shape":[19],"data_offsets":[0,19]}}';
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  expect(await scanBytes({ "m.safetensors": Buffer.concat([length, Buffer.from(header), OLD_ATTACK]) })).toMatchObject({
    verdict: "pass",
    kinds: [{ kind: "safetensors", count: 1 }],
  });
});
