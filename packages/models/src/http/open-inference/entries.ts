import * as v from "valibot";
import { classesSchema } from "../answer-map.ts";
import { batchSchema, httpEntries } from "../http-entries.ts";
import { DATATYPES } from "./datatypes.ts";

const fieldName = v.pipe(v.string(), v.nonEmpty());

export const datatypeSchema = v.picklist(DATATYPES);

/** -1 for a dimension of any size. */
export const shapeSchema = v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(-1))), v.maxLength(16));

const tensorSchema = v.strictObject({
  field: v.optional(
    v.pipe(
      v.union([fieldName, v.array(fieldName)]),
      v.description("The record's field, or the fields that are its columns."),
    ),
  ),
  value: v.optional(v.pipe(v.unknown(), v.description("What every input has in this tensor, instead of a field."))),
  datatype: v.optional(v.pipe(datatypeSchema, v.description("Where the server does not tell it."))),
  shape: v.optional(
    v.pipe(shapeSchema, v.description("With the batch first, as -1. Where the server does not tell it.")),
  ),
  parameters: v.optional(
    v.pipe(v.record(v.string(), v.unknown()), v.description("The tensor's parameters, as they are.")),
  ),
});

const inputSchema = v.union([fieldName, v.array(fieldName), tensorSchema]);

/** A model behind the Open Inference Protocol, version 2, over REST. */
export const openInferenceEntries = {
  ...httpEntries,
  url: v.pipe(
    httpEntries.url,
    v.regex(
      /\/v2\/models\/[^/?]+(?:\/versions\/[^/?]+)?\/?(?:\?.*)?$/,
      "must end in /v2/models/NAME or /v2/models/NAME/versions/VERSION",
    ),
    v.description("The model's address: …/v2/models/NAME or …/v2/models/NAME/versions/VERSION."),
  ),
  inputs: v.optional(
    v.pipe(
      v.record(v.string(), inputSchema),
      v.description("What each of the model's tensors is filled with: a field, a list of fields, or more about it."),
    ),
  ),
  outputs: v.optional(
    v.pipe(
      v.strictObject({
        prediction: v.optional(v.pipe(fieldName, v.description("The tensor of the class: its name, or its number."))),
        scores: v.optional(v.pipe(fieldName, v.description("The tensor of the classes' scores."))),
        value: v.optional(v.pipe(fieldName, v.description("The tensor of a regression's number."))),
        text: v.optional(v.pipe(fieldName, v.description("The tensor of the generated text."))),
        softmax: v.optional(v.pipe(v.boolean(), v.description("The scores are logits: their softmax is taken."))),
      }),
      v.check(
        ({ prediction, scores, value, text }) => [prediction, scores, value, text].some((name) => name !== undefined),
        "must name at least one tensor",
      ),
      v.description("What each of the model's tensors says."),
    ),
  ),
  classes: v.optional(classesSchema),
  parameters: v.optional(
    v.pipe(v.record(v.string(), v.unknown()), v.description("The request's parameters, as they are.")),
  ),
  batch: v.optional(batchSchema),
};

const configSchema = v.object(openInferenceEntries);

export type OpenInferenceConfig = v.InferOutput<typeof configSchema>;
export type InputConfig = v.InferOutput<typeof tensorSchema>;
