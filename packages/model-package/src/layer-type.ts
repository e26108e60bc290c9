/** What ModelPack says a layer holds. */
export const LAYER_TYPES = ["weight", "weight.config", "doc", "code", "dataset"] as const;

export type LayerType = (typeof LAYER_TYPES)[number];

/** Files known by their whole name, in lower case and without the extension where it says nothing. */
const BY_NAME: readonly (readonly [LayerType, RegExp])[] = [
  [
    "doc",
    /^(readme|licen[cs]e|notice|copying|authors|changelog|changes|citation|contributing|security|model[-_ ]?card)([-._].*)?$/,
  ],
  ["weight.config", /^(vocab|merges|labels|classes|special_tokens|added_tokens)\.txt$/],
  ["weight.config", /^(tokenizer|spiece|sentencepiece(\.bpe)?|.*\.spm)\.model$/],
  ["weight.config", /^(mlmodel|modelfile|kitfile|\.?modelconfig)$/],
  ["code", /^(dockerfile|containerfile|makefile|gemfile|procfile)(\..*)?$/],
  [
    "code",
    /^(requirements.*\.txt|pyproject\.toml|setup\.cfg|poetry\.lock|uv\.lock|package(-lock)?\.json|conda\.ya?ml)$/,
  ],
];

/** Files known by their extension, in lower case. */
const BY_EXTENSION: readonly (readonly [LayerType, string])[] = [
  ["weight", "safetensors gguf ggml ggla onnx onnx_data pt pth bin ckpt pb tflite h5 hdf5 keras mlmodel mlpackage"],
  ["weight", "pkl pickle joblib dill npy npz msgpack params weights caffemodel pdparams pdmodel nemo mar engine plan"],
  ["weight", "trt ubj cbm bst lgb pmml model llamafile ot ptl pte zip tar gz tgz zst"],
  [
    "weight.config",
    "json json5 yaml yml toml ini cfg conf config xml proto pbtxt jinja jinja2 j2 tmpl template vocab bpe spm",
  ],
  ["doc", "md markdown mdx rst adoc txt pdf html htm tex png jpg jpeg gif svg webp"],
  [
    "code",
    "py pyi pyx js mjs cjs ts mts cts tsx jsx go rs c cc cpp cxx h hpp cu cuh java kt scala cs swift rb php lua jl r",
  ],
  ["code", "sh bash zsh fish ps1 bat cmd ipynb wasm so dll dylib whl"],
  ["dataset", "csv tsv jsonl ndjson parquet arrow feather avro orc tfrecord tfrecords"],
];

const TYPE_OF_EXTENSION: ReadonlyMap<string, LayerType> = new Map(
  BY_EXTENSION.flatMap(([type, extensions]) => extensions.split(" ").map((extension) => [extension, type] as const)),
);

/**
 * The type of a layer by its file's name: by the whole name, else by the extension, both whatever their case. A file
 * known by neither is taken for weights, which is what a model that brings its own format mostly consists of.
 */
export function layerTypeOf(path: string): LayerType {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const extension = name.includes(".") ? name.slice(name.lastIndexOf(".") + 1) : "";
  return BY_NAME.find(([, pattern]) => pattern.test(name))?.[0] ?? TYPE_OF_EXTENSION.get(extension) ?? "weight";
}
