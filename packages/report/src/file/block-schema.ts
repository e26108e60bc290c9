import * as v from "valibot";
import type { Block, Inline, Text } from "../block.ts";
import { chartSchema } from "./chart-schema.ts";

// A schema is made once: what is lazy refers to one that is there, since it is asked for at every value.
const innerText: v.GenericSchema<unknown, Text> = v.lazy(() => textSchema);
const innerBlock: v.GenericSchema<unknown, Block> = v.lazy(() => blockSchema);

export const inlineSchema: v.GenericSchema<unknown, Inline> = v.union([
  v.string(),
  v.variant("kind", [
    v.strictObject({ kind: v.literal("strong"), text: innerText }),
    v.strictObject({ kind: v.literal("soft"), text: innerText }),
    v.strictObject({ kind: v.literal("code"), text: v.string() }),
    v.strictObject({ kind: v.literal("mark"), mark: v.picklist(["bad", "watch", "unknown", "good", "same"]) }),
    v.strictObject({ kind: v.literal("link"), href: v.string(), text: innerText }),
  ]),
]);

export const textSchema: v.GenericSchema<unknown, Text> = v.union([inlineSchema, v.array(inlineSchema)]);

const columnSchema = v.strictObject({ title: textSchema, align: v.picklist(["left", "right"]) });

/** What a report is made of, as report.json holds it. */
export const blockSchema: v.GenericSchema<unknown, Block> = v.variant("kind", [
  v.strictObject({ kind: v.literal("heading"), level: v.picklist([2, 3, 4]), text: textSchema }),
  v.strictObject({ kind: v.literal("paragraph"), text: textSchema }),
  v.strictObject({
    kind: v.literal("alert"),
    tone: v.picklist(["tip", "note", "important", "warning", "caution"]),
    lines: v.array(textSchema),
  }),
  v.strictObject({ kind: v.literal("list"), items: v.array(textSchema) }),
  v.strictObject({ kind: v.literal("code"), text: v.string(), language: v.string() }),
  v.strictObject({
    kind: v.literal("table"),
    columns: v.array(columnSchema),
    rows: v.array(v.array(textSchema)),
  }),
  v.strictObject({ kind: v.literal("fold"), summary: textSchema, blocks: v.array(innerBlock) }),
  chartSchema,
]);
