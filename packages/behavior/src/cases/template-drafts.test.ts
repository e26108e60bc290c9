import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { expect, test } from "vitest";
import { textId } from "./case-id.ts";
import { countTemplateCases, type TemplateSpec } from "./plan-templates.ts";
import { templateDrafts } from "./template-drafts.ts";
import { collect, templatesOf } from "./test-drafts.ts";

const lexicons = new Map([
  ["praise", ["good", "great", "excellent"]],
  ["thing", ["phone", "oven"]],
  ["name", ["Ann", "Bo"]],
  ["label", ["pos", "neu", "neg"]],
]);

async function textsOf(spec: TemplateSpec): Promise<unknown[]> {
  const drafts = await collect(templateDrafts(spec));
  return drafts.map(({ inputs }) => (inputs.length === 1 ? inputs[0] : inputs));
}

test("templates give every combination of their words, in order", async () => {
  expect(await textsOf(templatesOf(["This is {a:praise} {thing}."], lexicons))).toEqual([
    "This is a good phone.",
    "This is a good oven.",
    "This is a great phone.",
    "This is a great oven.",
    "This is an excellent phone.",
    "This is an excellent oven.",
  ]);
});

test("numbered slots draw from one lexicon, each by itself", async () => {
  const spec = templatesOf(["{name1} and {name2}"], lexicons);
  expect(await textsOf(spec)).toEqual(["Ann and Ann", "Ann and Bo", "Bo and Ann", "Bo and Bo"]);
  expect(await textsOf({ ...spec, removeDuplicates: true })).toEqual(["Ann and Bo", "Bo and Ann"]);
});

test("a lexicon of the slot's very name goes before the one without digits", async () => {
  const named = new Map([...lexicons, ["name2", ["Cleo"]] as const]);
  expect(await textsOf(templatesOf(["{name1} {name2}"], named))).toEqual(["Ann Cleo", "Bo Cleo"]);
});

test("zip puts the first words together, and the second ones", async () => {
  const spec = templatesOf(["{praise} {thing}", "no slot"], lexicons, { combine: "zip" });
  expect(await textsOf(spec)).toEqual(["good phone", "great oven", "no slot"]);
});

test("a list of texts is one case, filled with the same words; unrolled it is several", async () => {
  const spec = templatesOf([["{name} is here", "{name} is not here"]], lexicons);
  expect(await textsOf(spec)).toEqual([
    ["Ann is here", "Ann is not here"],
    ["Bo is here", "Bo is not here"],
  ]);
  expect(await textsOf({ ...spec, unroll: true })).toEqual([
    "Ann is here",
    "Ann is not here",
    "Bo is here",
    "Bo is not here",
  ]);
  // 2 names; 2 names in 2 texts.
  expect([countTemplateCases(spec), countTemplateCases({ ...spec, unroll: true })]).toEqual([2, 4]);
});

test("labels are templates, filled with the text's words; a template's own go before the test's", async () => {
  const spec = templatesOf(["{thing} {label}"], lexicons, { expected: ["{label}", "other"] });
  const own = { texts: ["{thing}"], expected: { not: ["{thing}"] } };
  const drafts = await collect(templateDrafts({ ...spec, templates: [...spec.templates, own] }));
  expect(drafts.map(({ expected }) => expected)).toEqual([
    ...["pos", "neu", "neg", "pos", "neu", "neg"].map((label) => ({ oneOf: [label, "other"] })),
    { noneOf: ["phone"] },
    { noneOf: ["oven"] },
  ]);
});

test("with zip a label's slot may be one that the text has not", async () => {
  const spec = templatesOf(["{praise}"], lexicons, { combine: "zip", expected: "{label}" });
  const drafts = await collect(templateDrafts(spec));
  expect(drafts.map(({ inputs, expected }) => [inputs[0], expected])).toEqual([
    ["good", { oneOf: ["pos"] }],
    ["great", { oneOf: ["neu"] }],
    ["excellent", { oneOf: ["neg"] }],
  ]);
  expect(() => templateDrafts({ ...spec, combine: "product" })).toThrow(/templates\.0: .*slot \{label\}.*combine: zip/);
});

test("an open slot keeps its braces and multiplies nothing; words are told where they are needed", async () => {
  const spec = templatesOf(["{a:praise} {thing}"], lexicons, { open: new Set(["praise"]), keepWords: true });
  const [first, second, ...others] = await collect(templateDrafts(spec));
  expect(others).toEqual([]);
  expect(first?.inputs).toEqual(["a {praise} phone"]);
  expect(second?.filled).toEqual({ template: "{a:praise} {thing}", words: new Map([["thing", "oven"]]) });
});

test("a case's slices are the words of the slots that the test slices by", async () => {
  const spec = templatesOf(["{name} {thing}", "{thing}"], lexicons, { slices: ["name", "site"] });
  const drafts = await collect(templateDrafts(spec));
  const ann = new Map([["name", "Ann"]]);
  expect(drafts.map(({ slices }) => slices).slice(0, 2)).toEqual([ann, ann]);
  expect(drafts.at(-1)?.slices).toBeNull();
});

test("cases of one template are one cluster", async () => {
  const drafts = await collect(templateDrafts(templatesOf(["{thing}", "{name}"], lexicons)));
  const [a, b, c, d] = drafts.map(({ cluster }) => cluster);
  expect([a, c]).toEqual([b, d]);
  expect(a).not.toBe(c);
});

test("equal texts are one case, over all templates", async () => {
  const same = templatesOf(["{thing}", "phone", "{thing}"], lexicons);
  expect(await textsOf(same)).toEqual(["phone", "oven"]);
  expect(await textsOf(templatesOf([["{thing}", "x"], "phone"], lexicons, { unroll: true }))).toEqual([
    "phone",
    "x",
    "oven",
  ]);
});

test("equal texts must be expected to be the same: which label counted would hang on the order", async () => {
  const words = new Map([...lexicons, ["cheap", ["cheap", "cheap"]], ["both", ["pos", "neg"]]]);
  const spec = templatesOf(["{cheap}"], words, { combine: "zip", expected: "{both}" });
  await expect(collect(templateDrafts(spec))).rejects.toThrow('different things are expected of the text "cheap"');
  expect(await collect(templateDrafts({ ...spec, expected: "pos" }))).toHaveLength(1);
  const entries = ["pos", "neg", "pos"].map((expected) => ({ texts: ["phone"], expected }));
  await expect(collect(templateDrafts({ ...spec, templates: entries }))).rejects.toThrow("different things");
  expect(await collect(templateDrafts({ ...spec, templates: [0, 2].flatMap((at) => entries[at] ?? []) }))).toHaveLength(
    1,
  );
});

const TEMPLATES = ["{praise} {thing}", "{thing} {name}", "{name1} {name2} {thing}", "plain", "{a:praise}"];

test("a case's id is its text's, whatever templates stand around it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(TEMPLATES), async (templates) => {
      for (const { id, inputs } of await collect(templateDrafts(templatesOf(templates, lexicons)))) {
        expect(id).toBe(textId(String(inputs[0])));
      }
    }),
  );
});

test("a pass holds a chunk of some hundreds, and every pass is the same", async () => {
  const words = Array.from({ length: 1_000 }, (_, index) => `w${index}`);
  const source = templateDrafts(templatesOf(["{w}"], new Map([["w", words]])));
  const sizes: number[] = [];
  for await (const chunk of source()) sizes.push(chunk.length);
  expect(sizes).toEqual([256, 256, 256, 232]);
  expect(await collect(source)).toEqual(await collect(source));
});

test("long texts go in small chunks", async () => {
  const words = Array.from({ length: 10 }, (_, index) => String(index).repeat(600_000));
  const sizes: number[] = [];
  for await (const chunk of templateDrafts(templatesOf(["{w}"], new Map([["w", words]])))()) sizes.push(chunk.length);
  expect(sizes).toEqual([2, 2, 2, 2, 2]);
});

test("what is wrong with a template is said, with its place and the nearest name", () => {
  const problem = (text: string, more: Partial<TemplateSpec> = {}) => {
    try {
      templateDrafts(templatesOf(["fine", text], lexicons, more));
    } catch (error) {
      if (error instanceof UserError) return error.message;
    }
    return "";
  };
  expect(problem("{prase}")).toBe('templates.1: unknown lexicon "prase"; did you mean praise?');
  expect(problem("{")).toContain("templates.1: a brace belongs to no slot");
  expect(problem("x", { expected: "{lable}" })).toContain("did you mean label?");
  expect(problem("x", { expected: "}" })).toContain("what it expects: a brace belongs to no slot");
  expect(problem("{name}", { expected: "{name}", open: new Set(["name"]) })).toContain("which a perturbation changes");
});

test("more combinations than can be walked through are a UserError", () => {
  const many = new Map([["w", Array.from({ length: 4_000 }, (_, index) => String(index))]]);
  expect(() => templateDrafts(templatesOf(["{w1} {w2}"], many))).toThrow(/16000000 combinations/);
});
