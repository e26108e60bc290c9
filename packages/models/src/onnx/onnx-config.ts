import * as v from "valibot";
import { ELEMENT_TYPES } from "./element-type.ts";

const text = v.pipe(v.string(), v.nonEmpty());
const finite = v.pipe(v.number(), v.finite());
const flag = v.optional(v.boolean());
/** More dimensions than any model here has. */
const MAX_DIMENSIONS = 16;

const inputSchema = v.strictObject({
  field: v.optional(
    v.pipe(
      v.union([text, v.pipe(v.array(text), v.minLength(1))]),
      v.description(
        "The input's field, or several that make one row; left out: the whole input, which is a text then.",
      ),
    ),
  ),
  constant: v.optional(
    v.pipe(
      v.union([finite, v.boolean(), v.string(), v.array(v.union([finite, v.boolean(), v.string()]))]),
      v.description("Given to every question instead of a field: one value for all elements, or as many as there are."),
    ),
  ),
  type: v.optional(v.pipe(v.picklist(ELEMENT_TYPES), v.description("Left out: as the model says."))),
  shape: v.optional(
    v.pipe(
      v.array(v.pipe(v.number(), v.integer(), v.minValue(-1))),
      v.maxLength(MAX_DIMENSIONS),
      v.description(
        "The sizes of one question's tensor, with `batch` without the first; one may be -1, as long as the value is. Left out: as the model says.",
      ),
    ),
  ),
  scale: v.optional(v.pipe(finite, v.description("Numbers are multiplied by it …"))),
  offset: v.optional(v.pipe(finite, v.description("… and then this is added."))),
  missing: v.optional(
    v.pipe(v.union([v.literal("nan"), finite]), v.description("What null, or a field that is not there, is given as.")),
  ),
});

const tensor = v.pipe(text, v.description("The output's name."));
const classes = v.pipe(
  v.array(text),
  v.minLength(1),
  v.check((names) => new Set(names).size === names.length, "names a class twice"),
  v.description("In the order of the model's indexes."),
);

const outputsSchema = v.strictObject({
  scores: v.optional(
    v.strictObject({
      tensor,
      classes,
      softmax: v.pipe(flag, v.description("The model gives logits: their softmax is taken.")),
      sigmoid: v.pipe(flag, v.description("The model gives one logit, of the second of two classes.")),
    }),
  ),
  prediction: v.optional(v.strictObject({ tensor, classes: v.optional(classes) })),
  value: v.optional(v.strictObject({ tensor })),
});

const sequenceSchema = v.strictObject({
  over: v.pipe(text, v.description("The input whose field is a list of frames, given one after another.")),
  state: v.optional(
    v.pipe(
      v.record(text, text),
      v.description("By output the input that it is given to with the next frame; the first frame gets its constant."),
    ),
  ),
  answer: v.optional(
    v.pipe(
      v.picklist(["last", "max", "mean"]),
      v.description("Which output counts: the last frame's, or over all frames."),
    ),
  ),
});

/** A predictor file's entries beside its kind: an ONNX model, and how questions become tensors and tensors answers. */
export const onnxEntries = {
  file: v.pipe(text, v.description("The ONNX file. Data that it keeps elsewhere lie beside it.")),
  runtime: v.optional(
    v.pipe(
      v.picklist(["auto", "node", "wasm"]),
      v.description("auto: onnxruntime-node where the project has it, else the built-in WebAssembly build."),
    ),
  ),
  batch: v.pipe(flag, v.description("The first dimension of inputs and outputs is the number of questions.")),
  inputs: v.optional(v.pipe(v.record(text, inputSchema), v.description("By the model's input."))),
  outputs: v.optional(
    v.pipe(outputsSchema, v.description("What is an answer: scores, a prediction (both together too), or a value.")),
  ),
  sequence: v.optional(sequenceSchema),
};

const configSchema = v.object(onnxEntries);

export type OnnxConfig = v.InferOutput<typeof configSchema>;
export type InputConfig = v.InferOutput<typeof inputSchema>;
export type RuntimeChoice = NonNullable<OnnxConfig["runtime"]>;
export type Pooling = NonNullable<NonNullable<OnnxConfig["sequence"]>["answer"]>;
