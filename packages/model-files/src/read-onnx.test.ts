import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { flipBit } from "./fixtures/bytes.ts";
import { countingSource } from "./fixtures/counting-source.ts";
import { cutsOf, flipsOf, isRefused } from "./fixtures/damage.ts";
import { externalTensor, FLOAT, model, nodeWith, rawTensor, tensorValue } from "./fixtures/write-onnx.ts";
import { field, message, varint } from "./fixtures/write-protobuf.ts";
import { memorySource } from "./memory-source.ts";
import { readOnnx } from "./read-onnx.ts";

/** Field numbers of GraphProto. */
const [NODE, INITIALIZER, INPUT, OUTPUT, SPARSE] = [1, 5, 11, 12, 15];

function read(bytes: Uint8Array) {
  return readOnnx(memorySource(bytes), "m.onnx");
}

function withInitializer(tensor: Uint8Array) {
  return read(model(field(INITIALIZER, tensor)));
}

test("what the model says of itself is read", async () => {
  const graph = message(
    field(INITIALIZER, rawTensor("w", [4, 2], 32)),
    field(INITIALIZER, rawTensor("b", [2], 4, 10)),
    field(INPUT, tensorValue("x", ["batch", 4, null])),
    field(INPUT, tensorValue("w", [4, 2])),
    field(OUTPUT, tensorValue("y", [-1, 2], 7)),
  );
  const property = field(14, message(field(1, "license"), field(2, "mit")));
  const opset = field(8, message(field(1, "ai.onnx.ml"), field(2, 3)));
  const onnx = await read(model(graph, property, opset));
  expect(onnx).toEqual({
    irVersion: 10,
    producer: { name: "by hand", version: "1" },
    opsets: [
      { domain: "", version: 21 },
      { domain: "ai.onnx.ml", version: 3 },
    ],
    // "w" has a stored value, so nobody need give it.
    inputs: [{ name: "x", type: "tensor(float)", shape: ["batch", 4, null] }],
    outputs: [{ name: "y", type: "tensor(int64)", shape: [null, 2] }],
    elements: new Map([
      ["float", 8],
      ["float16", 2],
    ]),
    metadata: new Map([["license", "mit"]]),
    external: [],
  });
});

test("types within types are written as ONNX Runtime writes them", async () => {
  const text = field(1, message(field(1, 8)));
  const map = field(5, message(field(1, 7), field(2, text)));
  const sequence = field(4, message(field(1, map)));
  const optional = field(9, message(field(1, sequence)));
  const sparse = field(8, message(field(1, FLOAT)));
  const opaque = field(7, message(field(2, "thing")));
  const inputs = [optional, sparse, opaque].map((type) => field(INPUT, message(field(1, "x"), field(2, type))));
  expect((await read(model(message(...inputs)))).inputs.map(({ type }) => type)).toEqual([
    "optional(seq(map(int64,tensor(string))))",
    "sparse_tensor(float)",
    "opaque",
  ]);
});

test("dimensions count alike one by one and packed", async () => {
  const packed = message(
    field(1, Buffer.concat([varint(300), varint(2)])),
    field(2, FLOAT),
    field(9, Buffer.alloc(2400)),
  );
  expect((await withInitializer(packed)).elements.get("float")).toBe(600);
});

test("of a model of 2 GB only what lies between the weights is read", async () => {
  // The graph, the tensor and its raw data end together, two billion bytes further on.
  const data = 2_000_000_000;
  const tensor = Buffer.concat([message(field(1, data / 4), field(2, FLOAT)), varint(9 * 8 + 2), varint(data)]);
  const initializer = Buffer.concat([varint(INITIALIZER * 8 + 2), varint(tensor.length + data), tensor]);
  const graph = Buffer.concat([varint(7 * 8 + 2), varint(initializer.length + data), initializer]);
  const bytes = Buffer.concat([field(1, 10), graph]);
  const source = countingSource(bytes, bytes.length + data);
  expect((await readOnnx(source, "m")).elements.get("float")).toBe(500_000_000);
  expect(source.bytesRead).toBeLessThan(100_000);
});

describe("external data are found wherever a tensor can be", () => {
  const tensor = externalTensor("w", [2], { location: "../w.bin", offset: "4096", length: "8" });
  const graph = field(INITIALIZER, tensor);
  const attribute = (content: Uint8Array) => model(field(NODE, nodeWith(content)));
  const sparse = message(field(1, tensor), field(2, rawTensor("i", [2], 16, 7)), field(3, 9));
  const empty = message();
  test.each([
    ["initializer", model(graph)],
    ["sparse initializer", model(field(SPARSE, sparse))],
    ["a sparse tensor's indices", model(field(SPARSE, message(field(1, rawTensor("v", [2], 8)), field(2, tensor))))],
    ["tensor of a node", attribute(field(5, tensor))],
    ["tensors of a node", attribute(field(10, tensor))],
    ["sparse tensor of a node", attribute(field(22, sparse))],
    ["sparse tensors of a node", attribute(field(23, sparse))],
    ["graph of a node", attribute(field(6, graph))],
    ["graphs of a node", attribute(field(11, graph))],
    ["graph in a graph in a graph", attribute(field(6, field(NODE, nodeWith(field(6, graph)))))],
    ["function", model(empty, field(25, field(7, nodeWith(field(5, tensor)))))],
    ["default of a function", model(empty, field(25, field(11, field(5, tensor))))],
    ["initialization for training", model(empty, field(20, field(1, graph)))],
    ["algorithm of training", model(empty, field(20, field(2, graph)))],
  ])("%s", async (_, bytes) => {
    expect((await read(bytes)).external).toEqual([
      { tensor: "w", location: "../w.bin", offset: 4096, length: 8, elements: 2, isEscaping: true },
    ]);
  });

  test("weights of graphs within count, constants of nodes and training state do not", async () => {
    const own = field(INITIALIZER, rawTensor("a", [1], 4));
    const nodes = [field(6, field(INITIALIZER, rawTensor("b", [10], 40))), field(5, rawTensor("c", [100], 400))];
    const body = message(own, ...nodes.map((content) => field(NODE, nodeWith(content))));
    const training = field(20, field(1, field(INITIALIZER, rawTensor("d", [1000], 4000))));
    expect((await read(model(body, training))).elements.get("float")).toBe(11);
  });

  test("a tensor that is said to be external without a location is escaping", async () => {
    const { external } = await withInitializer(externalTensor("w", [2], {}));
    expect(external).toEqual([
      { tensor: "w", location: "", offset: 0, length: undefined, elements: 2, isEscaping: true },
    ]);
  });

  test("a location is reported also where the tensor is not said to be external", async () => {
    const entry = field(13, message(field(1, "location"), field(2, "/etc/passwd")));
    const { external } = await withInitializer(message(rawTensor("w", [1], 4), entry));
    expect(external).toMatchObject([{ location: "/etc/passwd", isEscaping: true }]);
  });
});

describe("what is no ONNX model is named", () => {
  const external = (entries: Record<string, string>) => model(field(INITIALIZER, externalTensor("w", [2], entries)));
  const twice = ["a", "b"].map((value) => field(13, message(field(1, "location"), field(2, value))));
  const initializer = (...fields: Uint8Array[]) => model(field(INITIALIZER, message(...fields)));
  test.each([
    ["nothing", Buffer.alloc(0), "m.onnx is not an ONNX model: it has no graph"],
    ["no version", field(7, message()), "it has no ir_version"],
    ["a second graph", message(field(1, 10), field(7, message()), field(7, message())), "byte 4: a second graph"],
    ["text", Buffer.from("hello, world"), "m.onnx, byte 2: wire type 4 is not allowed"],
    [
      "a field that is too long",
      Buffer.from([0x3a, 5, 0]),
      "byte 0: field 7 claims 5 bytes, but its message has 1 left",
    ],
    ["a field without end", Buffer.from([0x3a, 0xff]), "byte 1: a whole number does not end"],
    [
      "an endless number",
      Buffer.concat([Buffer.from([8]), Buffer.alloc(11, 0xff)]),
      "byte 1: a whole number does not end",
    ],
    ["field number 0", Buffer.from([0, 1]), "field number 0 is not allowed"],
    ["a group", Buffer.from([0x0b]), "wire type 3 is not allowed"],
    ["a negative length", Buffer.concat([Buffer.from([0x3a]), varint(-1)]), "field 7 claims -1 bytes"],
    ["a graph that is a number", message(field(1, 10), field(7, 1)), "field 7 has wire type 0; 2 is allowed"],
    ["a version that is a text", field(1, "10"), "field 1 has wire type 2; 0 is allowed"],
    [
      "missing weights",
      initializer(field(1, 8), field(2, FLOAT), field(8, "w"), field(9, Buffer.alloc(31))),
      "take 32 bytes, not 31",
    ],
    [
      "too few weights",
      initializer(field(1, 1000), field(2, FLOAT), field(4, Buffer.alloc(4))),
      "1000 elements cannot be in 6 bytes",
    ],
    ["no weights", initializer(field(1, 1), field(2, FLOAT)), "1 elements cannot be in 0 bytes"],
    ["an absurd shape", initializer(field(1, 2n ** 40n), field(1, 2n ** 40n)), "is absurd"],
    ["a negative shape", initializer(field(1, -1)), "the shape [-1] is absurd"],
    ["a size beyond 2^53", initializer(field(1, 2n ** 60n)), "a number of about 1152921504606847000 is absurd"],
    ["65 dimensions", initializer(...Array.from({ length: 65 }, () => field(1, 1))), "more than 64 dimensions"],
    ["65 packed dimensions", initializer(field(1, Buffer.alloc(65, 1))), "more than 64 numbers"],
    [
      "a sparse tensor's values in two parts",
      model(
        field(SPARSE, message(...["../a", "b"].map((location) => field(1, externalTensor("v", [1], { location }))))),
      ),
      "a sparse tensor's values come twice",
    ],
    ["a second location", initializer(...twice), 'external data gives "location" twice'],
    ["an offset that is no number", external({ location: "w", offset: "-1" }), 'external data gives "-1" as offset'],
    ["a length that is too short", external({ location: "w", length: "0" }), "2 elements cannot be in 0 bytes"],
  ])("%s", async (_, bytes, expected) => {
    await expect(read(bytes)).rejects.toThrow(expected);
  });

  test("graphs within graphs beyond all measure", async () => {
    let graph = message();
    for (let depth = 0; depth < 1000; depth++) graph = field(NODE, nodeWith(field(6, graph)));
    await expect(read(model(graph))).rejects.toThrow("messages within more than 100 messages");
  });
});

test("a damaged file gives a result or a UserError, a cut one a UserError", async () => {
  const graph = message(
    field(NODE, nodeWith(field(6, field(INITIALIZER, externalTensor("e", [2], { location: "d.bin", length: "8" }))))),
    field(INITIALIZER, rawTensor("w", [2], 8)),
    field(INPUT, tensorValue("x", ["n", 2])),
  );
  const bytes = message(field(1, 10), field(8, field(2, 21)), field(7, graph));
  expect(await isRefused(bytes, readOnnx)).toBe(false);
  // The graph comes last, so that no cut leaves a whole model.
  for (const cut of cutsOf(bytes)) expect(await isRefused(cut, readOnnx), `${cut.length} bytes`).toBe(true);
  for (const flipped of flipsOf(bytes)) await isRefused(flipped, readOnnx);
  const bits = fc.array(fc.nat(8 * bytes.length - 1), { minLength: 2, maxLength: 6 });
  const survives = fc.asyncProperty(bits, async (all) => void (await isRefused(all.reduce(flipBit, bytes), readOnnx)));
  await fc.assert(survives, { numRuns: 2000 });
});
