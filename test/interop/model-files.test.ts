import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { UserError } from "@airworthy/evidence";
import {
  type ByteSource,
  describeModel,
  memorySource,
  readGguf,
  readOnnx,
  readSafetensors,
  totalElements,
} from "@airworthy/model-files";
import { gguf } from "@huggingface/gguf";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { conforms } from "../harness/conforms.ts";
import { npmVersion, pythonVersion } from "../harness/peer-versions.ts";
import { pythonWith } from "./python-environment.ts";

const run = promisify(execFile);
const PACKAGES = ["safetensors==0.8.0", "onnx==1.23.2", "gguf==0.19.0", "numpy==2.4.6"];

let folder: string;
let python: string;

beforeAll(async () => {
  python = await pythonWith(PACKAGES);
  folder = await mkdtemp(join(tmpdir(), "airworthy-model-files-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a program prints as JSON, run in the folder. */
async function say(program: string) {
  const { stdout } = await run(python, ["-c", program], { cwd: folder });
  return JSON.parse(stdout);
}

/** Notes what was compared with a Python package. */
async function agrees(peer: string, claim: string, cases: number): Promise<void> {
  conforms({ area: "Model files and tables", claim, peer, version: await pythonVersion(python, peer), cases });
}

async function source(name: string): Promise<ByteSource> {
  return memorySource(await readFile(join(folder, name)));
}

describe("safetensors", () => {
  test("of a file that numpy's writer made, both read the same", async () => {
    const said = await say(`
import json, numpy as np
from safetensors.numpy import save_file
from safetensors import safe_open
types = ["bool", "uint8", "int8", "uint16", "int16", "float16", "uint32", "int32", "float32", "uint64", "int64", "float64", "complex64"]
tensors = {f"t.{name}": np.zeros((2, 3), dtype=name) for name in types}
tensors |= {"scalar": np.zeros((), dtype="float32"), "empty": np.zeros((0, 4), dtype="float16"), "naïve \\"名\\" \\n": np.zeros(5, dtype="uint8"), "__proto__": np.zeros(1, dtype="int8")}
save_file(tensors, "a.safetensors", metadata={"format": "np", "license": "mit"})
with safe_open("a.safetensors", "np") as file:
    print(json.dumps({"metadata": file.metadata(), "tensors": [[name, file.get_slice(name).get_dtype(), file.get_slice(name).get_shape()] for name in file.keys()]}))
`);
    const { tensors, metadata } = await readSafetensors(await source("a.safetensors"), "a");
    expect(Object.fromEntries(metadata)).toEqual(said.metadata);
    const read = tensors.map(({ name, type, shape }) => [name, type, shape]);
    expect(read.toSorted()).toEqual(said.tensors.toSorted());
    expect(read).toHaveLength(17);
    await agrees("safetensors", "tensors of a file that its writer made", read.length);
  });

  const A = '{"dtype":"F32","shape":[1],"data_offsets":[0,4]}';
  const header = (text: string, length = Buffer.byteLength(text)) => {
    const size = Buffer.alloc(8);
    size.writeBigUInt64LE(BigInt(length));
    return Buffer.concat([size, Buffer.from(text)]);
  };
  const four = Buffer.alloc(4);
  const file = (text: string, data: Uint8Array = four) => Buffer.concat([header(text), data]);
  const narrow = (type: string, elements: number, bytes: number) =>
    file(`{"a":{"dtype":"${type}","shape":[${elements}],"data_offsets":[0,${bytes}]}}`, Buffer.alloc(bytes));

  const sound = new Map([
    ["plain", file(`{"a":${A}}`)],
    ["padded", file(`{"a":${A}}    `)],
    ["empty", file("{}", Buffer.alloc(0))],
    ["with white space inside", file(`{ "a" :\n ${A} }`)],
    ["with an escaped name", file(`{"\\u00e9\\n":${A}}`)],
    ["F4", narrow("F4", 4, 2)],
    ["F6_E2M3", narrow("F6_E2M3", 4, 3)],
    ["F6_E3M2", narrow("F6_E3M2", 4, 3)],
    ...["F8_E5M2", "F8_E4M3", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ"].map(
      (type) => [type, narrow(type, 3, 3)] as const,
    ),
    ["BF16", narrow("BF16", 3, 6)],
  ]);
  const malformed = new Map([
    ["nothing", Buffer.alloc(0)],
    ["seven bytes", Buffer.alloc(7)],
    ["no header", header("")],
    ["a header of 5 GB", header("{}", 5_000_000_000)],
    ["a header beyond the file", header("{}", 3)],
    ["a list", file("[]", Buffer.alloc(0))],
    ["a null after the JSON", file(`{"a":${A}}\0`)],
    ["text after the JSON", file(`{"a":${A}}x`)],
    ["a field twice", file(`{"a":${A.replace("}", ',"dtype":"F32"}')}}`)],
    ["metadata twice", file(`{"__metadata__":{},"__metadata__":{},"a":${A}}`)],
    ["metadata of a number", file(`{"__metadata__":{"k":1},"a":${A}}`)],
    ["an unknown type", file(`{"a":${A.replace("F32", "F33")}}`)],
    ["a type in small letters", file(`{"a":${A.replace("F32", "f32")}}`)],
    ["a negative size", file(`{"a":${A.replace("[1]", "[-1]")}}`)],
    ["a fraction", file(`{"a":${A.replace("[1]", "[1.0]")}}`)],
    ["an exponent", file(`{"a":${A.replace("[1]", "[1e0]")}}`)],
    ["a leading zero", file(`{"a":${A.replace("[1]", "[01]")}}`)],
    ["a shape that overflows", file(`{"a":${A.replace("[1]", "[4294967296,4294967296,0]")}}`)],
    ["three offsets", file(`{"a":${A.replace("[0,4]", "[0,4,4]")}}`)],
    ["offsets backwards", file(`{"a":${A.replace("[0,4]", "[4,0]")}}`)],
    ["too few bytes for the shape", file(`{"a":${A.replace("[1]", "[2]")}}`)],
    ["half a byte", narrow("F4", 3, 2)],
    ["a missing field", file('{"a":{"dtype":"F32","shape":[1]}}')],
    ["a hole", file(`{"a":${A.replace("[0,4]", "[4,8]")}}`, Buffer.alloc(8))],
    ["an overlap", file(`{"a":${A},"b":${A}}`)],
    ["bytes of no tensor", file(`{"a":${A}}`, Buffer.alloc(5))],
    ["missing data", file(`{"a":${A}}`, Buffer.alloc(3))],
    ["no UTF-8", Buffer.concat([header('{"a"'), Buffer.from([0xff])])],
    ["half a surrogate pair", file(`{"\\ud800":${A}}`)],
    ["a comma too many", file(`{"a":${A},}`)],
  ]);
  /** What the reference lets pass, though the format's description forbids it or does not know it. */
  const stricter = new Map([
    ["a tensor twice", file(`{"a":${A},"a":${A}}`)],
    ["a tensor twice, once with an escape", file(`{"a":${A},"\\u0061":${A}}`)],
    ["metadata's key twice", file(`{"__metadata__":{"k":"1","k":"2"},"a":${A}}`)],
    ["a space first", file(` {"a":${A}}`)],
    ["a line feed for padding", file(`{"a":${A}}\n`)],
    ["an unknown field", file(`{"a":${A.replace("}", ',"x":1}')}}`)],
    ["a list for fields", file('{"a":["F32",[1],[0,4]]}')],
  ]);

  async function accepted(cases: ReadonlyMap<string, Uint8Array>) {
    await writeFile(
      join(folder, "cases.json"),
      JSON.stringify([...cases.values()].map((bytes) => Buffer.from(bytes).toString("base64"))),
    );
    const theirs: boolean[] = await say(`
import json, base64
from safetensors import deserialize, SafetensorError
def accepts(data):
    try:
        deserialize(data)
        return True
    except SafetensorError:
        return False
print(json.dumps([accepts(base64.b64decode(case)) for case in json.load(open("cases.json"))]))
`);
    const ours = await Promise.all(
      [...cases.values()].map(async (bytes) => {
        try {
          await readSafetensors(memorySource(bytes), "case");
          return true;
        } catch (error) {
          if (error instanceof UserError) return false;
          throw error;
        }
      }),
    );
    return [...cases.keys()].map((name, index) => ({ name, theirs: theirs[index], ours: ours[index] }));
  }

  test("the reference and we accept the same sound files", async () => {
    const said = await accepted(sound);
    expect(said).toEqual([...sound.keys()].map((name) => ({ name, theirs: true, ours: true })));
    await agrees("safetensors", "sound files are taken, malformed ones refused", said.length);
  });

  test("the reference and we refuse the same malformed files", async () => {
    const said = await accepted(malformed);
    expect(said).toEqual([...malformed.keys()].map((name) => ({ name, theirs: false, ours: false })));
    await agrees("safetensors", "sound files are taken, malformed ones refused", said.length);
  });

  test("what the reference lets pass without a word we refuse", async () => {
    const said = await accepted(stricter);
    expect(said).toEqual([...stricter.keys()].map((name) => ({ name, theirs: true, ours: false })));
    conforms({
      area: "Model files and tables",
      claim: "what the format's description forbids or does not know is refused here",
      peer: "safetensors",
      version: await pythonVersion(python, "safetensors"),
      cases: said.length,
      differing: said.filter(({ theirs, ours }) => theirs !== ours).length,
      note: "it lets them pass",
    });
  });
});

describe("ONNX", () => {
  test("of a model with external data, graphs within and functions, both read the same", async () => {
    const said = await say(`
import json, numpy as np, onnx
from onnx import helper, numpy_helper, TensorProto
def weights(name, shape, dtype="float32"):
    return numpy_helper.from_array(np.ones(shape, dtype=dtype), name)
then = helper.make_graph([helper.make_node("Identity", ["tw"], ["to"])], "then", [], [helper.make_tensor_value_info("to", 1, [4])], [weights("tw", (4,))])
other = helper.make_graph([helper.make_node("Constant", [], ["eo"], value=weights("c", (4,)))], "else", [], [helper.make_tensor_value_info("eo", 1, [4])])
nodes = [helper.make_node("If", ["flag"], ["chosen"], then_branch=then, else_branch=other), helper.make_node("MatMul", ["x", "w"], ["m"]), helper.make_node("Own", ["m"], ["y"], domain="own")]
sparse = helper.make_sparse_tensor(weights("sparse", (3,)), weights("i", (3,), "int64"), [10])
graph = helper.make_graph(nodes, "g",
    [helper.make_tensor_value_info("x", 1, ["batch", 8]), helper.make_tensor_value_info("flag", TensorProto.BOOL, []), helper.make_tensor_value_info("w", 1, [8, 4])],
    [helper.make_tensor_value_info("y", 1, ["batch", 4]), helper.make_tensor_sequence_value_info("s", 1, None)],
    [weights("w", (8, 4)), weights("h", (5,), "float16"), helper.make_tensor("packed", TensorProto.INT4, [3], [1, 2, 3]), helper.make_tensor("words", TensorProto.STRING, [2], [b"", b"a"]), helper.make_tensor("typed", TensorProto.DOUBLE, [2], [1, 2])],
    sparse_initializer=[sparse])
function = helper.make_function("own", "Own", ["a"], ["b"], [helper.make_node("Identity", ["a"], ["b"])], [helper.make_opsetid("", 21)])
model = helper.make_model(graph, producer_name="hand", producer_version="1", functions=[function], opset_imports=[helper.make_opsetid("", 21), helper.make_opsetid("own", 1)])
helper.set_model_props(model, {"license": "mit", "__proto__": "x"})
onnx.save_model(model, "m.onnx", save_as_external_data=True, all_tensors_to_one_file=True, location="m.data", size_threshold=0, convert_attribute=True)
kept = onnx.load("m.onnx", load_external_data=False)
def entries(tensor):
    given = {entry.key: entry.value for entry in tensor.external_data}
    return [tensor.name, given["location"], int(given.get("offset", 0)), int(given["length"])]
from onnx.external_data_helper import _get_all_tensors, uses_external_data
external = [entries(tensor) for tensor in _get_all_tensors(kept) if uses_external_data(tensor)]
print(json.dumps({"ir": kept.ir_version, "opsets": [[o.domain, o.version] for o in kept.opset_import], "external": external, "metadata": {p.key: p.value for p in kept.metadata_props}}))
`);
    const onnx = await readOnnx(await source("m.onnx"), "m");
    expect(onnx.irVersion).toBe(said.ir);
    expect(onnx.producer).toEqual({ name: "hand", version: "1" });
    expect(onnx.opsets.map(({ domain, version }) => [domain, version])).toEqual(said.opsets);
    expect([...onnx.metadata]).toEqual(Object.entries(said.metadata));
    const external = onnx.external.map(({ tensor, location, offset, length }) => [tensor, location, offset, length]);
    expect(external.toSorted()).toEqual(said.external.toSorted());
    expect(external.length).toBeGreaterThanOrEqual(4);
    expect(onnx.inputs).toEqual([
      { name: "x", type: "tensor(float)", shape: ["batch", 8] },
      { name: "flag", type: "tensor(bool)", shape: [] },
    ]);
    expect(onnx.outputs).toEqual([
      { name: "y", type: "tensor(float)", shape: ["batch", 4] },
      { name: "s", type: "seq(tensor(float))", shape: null },
    ]);
    // w 8 x 4, tw 4 and the 3 stored of the sparse one; h; packed; words; typed.
    expect(Object.fromEntries(onnx.elements)).toEqual({ float: 39, float16: 5, int4: 3, string: 2, double: 2 });
    const files = await Promise.all(["m.onnx", "m.data"].map(async (path) => ({ path, source: await source(path) })));
    expect((await describeModel(files, "model")).parameters).toBe(51);
    await agrees("onnx", "tensors outside a model's file, opsets and properties", external.length);
  });

  test("a path that onnx refuses to follow is one that escapes", async () => {
    const locations = ["../w", "/etc/hostname", "a/../../w", "", "data/w", "w"];
    const refused: boolean[] = await say(`
import json, os, onnx
from onnx import helper, TensorProto
from onnx.external_data_helper import load_external_data_for_model
os.makedirs("paths/data", exist_ok=True)
for name in ["w", "paths/w", "paths/data/w"]:
    open(name, "wb").write(bytes(4))
def refuses(location):
    tensor = TensorProto(name="w", data_type=1, dims=[1], data_location=TensorProto.EXTERNAL)
    tensor.external_data.add(key="location", value=location)
    model = helper.make_model(helper.make_graph([], "g", [], [], [tensor]))
    onnx.save(model, f"escape-{index}.onnx")
    try:
        load_external_data_for_model(model, "paths")
        return False
    except Exception:
        return True
answers = []
for index, location in enumerate(${JSON.stringify(locations)}):
    answers.append(refuses(location))
print(json.dumps(answers))
`);
    const ours = await Promise.all(
      locations.map(
        async (_, index) => (await readOnnx(await source(`escape-${index}.onnx`), "m")).external[0]?.isEscaping,
      ),
    );
    expect(ours).toEqual(refused);
    expect(refused).toEqual([true, true, true, true, false, false]);
    await agrees("onnx", "paths of external data that escape", refused.length);
  });
});

describe("GGUF", () => {
  beforeAll(async () => {
    await say(`
import numpy as np
from gguf import GGUFWriter, GGMLQuantizationType, LlamaFileType
writer = GGUFWriter("m.gguf", "llama")
writer.add_name("Small")
writer.add_license("apache-2.0")
writer.add_context_length(8192)
writer.add_file_type(LlamaFileType.MOSTLY_Q8_0)
writer.add_token_list([f"token {index}" for index in range(20000)])
writer.add_token_scores([0.5] * 20000)
writer.add_array("empty", [""])
writer.add_chat_template("x" * 200000)
writer.add_bool("flag", True)
writer.add_float64("double", 0.5)
writer.add_int8("negative", -1)
writer.add_tensor("half", np.zeros((3, 5), dtype="float16"))
writer.add_tensor("single", np.zeros((7,), dtype="float32"))
writer.add_tensor("quantized", np.zeros((4, 34), dtype="uint8"), raw_dtype=GGMLQuantizationType.Q8_0)
writer.add_tensor("k", np.zeros((2, 144), dtype="uint8"), raw_dtype=GGMLQuantizationType.Q4_K)
writer.write_header_to_file(); writer.write_kv_data_to_file(); writer.write_tensors_to_file(); writer.close()
big = GGUFWriter("big.gguf", "bert", endianess=__import__("gguf").GGUFEndian.BIG)
big.add_context_length(512)
big.add_tensor("w", np.zeros((2, 2), dtype="float32"))
big.write_header_to_file(); big.write_kv_data_to_file(); big.write_tensors_to_file(); big.close()
print("null")
`);
  });

  test("of a file that Python's writer made, its reader, @huggingface/gguf and we read the same", async () => {
    const said = await say(`
import json
from gguf import GGUFReader
print(json.dumps([[t.name, t.tensor_type.name, [int(n) for n in t.shape], int(t.n_elements), int(t.n_bytes)] for t in GGUFReader("m.gguf").tensors]))
`);
    const ours = await readGguf(await source("m.gguf"), "m");
    expect(ours.tensors.map(({ name, type, shape, elements, bytes }) => [name, type, shape, elements, bytes])).toEqual(
      said,
    );
    expect(ours).toMatchObject({
      version: 3,
      architecture: "llama",
      name: "Small",
      license: "apache-2.0",
      contextLength: 8192,
      fileType: "Q8_0",
    });
    const theirs = await gguf(join(folder, "m.gguf"), { allowLocalFile: true, computeParametersCount: true });
    expect(totalElements(ours.elements)).toBe(theirs.parameterCount);
    expect(ours.tensors.map(({ name, shape, offset }) => [name, shape.map(BigInt), BigInt(offset)])).toEqual(
      theirs.tensorInfos.map(({ name, shape, offset }) => [name, shape, offset]),
    );
    expect(theirs.metadata).toMatchObject({ "general.architecture": ours.architecture, "general.name": ours.name });
    await agrees("gguf", "tensors of a file that its writer made", ours.tensors.length);
    conforms({
      area: "Model files and tables",
      claim: "tensors and metadata of a GGUF file",
      peer: "@huggingface/gguf",
      version: await npmVersion("@huggingface/gguf"),
      cases: theirs.tensorInfos.length,
    });
  });

  test("the other byte order is read", async () => {
    expect(await readGguf(await source("big.gguf"), "big")).toMatchObject({ architecture: "bert", contextLength: 512 });
  });

  test("a file that is cut short is refused, which @huggingface/gguf reads as if zeros followed", async () => {
    const path = join(folder, "cut.gguf");
    await writeFile(path, (await readFile(join(folder, "m.gguf"))).subarray(0, 70));
    expect((await stat(path)).size).toBe(70);
    await expect(readGguf(await source("cut.gguf"), "cut")).rejects.toThrow(UserError);
    await expect(gguf(path, { allowLocalFile: true })).resolves.toMatchObject({ metadata: { version: 3 } });
  });
});
