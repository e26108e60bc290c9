import { createRandom, type Random } from "@airworthy/stats";
import * as v from "valibot";
import { expect, test } from "vitest";
import type { Draft } from "../../packages/behavior/src/cases/case.ts";
import type { TemplateSpec } from "../../packages/behavior/src/cases/plan-templates.ts";
import { templateDrafts } from "../../packages/behavior/src/cases/template-drafts.ts";
import { conforms } from "../harness/conforms.ts";
import { pythonVersion } from "../harness/peer-versions.ts";
import { askChecklist } from "./checklist/ask.ts";
import { pythonWithChecklist } from "./checklist/python.ts";

const RANDOM_TEMPLATES = 300;

const text = v.string();
const filledSchema = v.array(
  v.strictObject({
    data: v.array(v.union([text, v.array(text)])),
    labels: v.nullable(v.array(text)),
  }),
);

type Filled = v.InferOutput<typeof filledSchema>[number];

/** A template, or several that are one case, as both programs are asked for it. */
interface Asked {
  readonly template: string | readonly string[];
  readonly labels?: string;
  readonly lexicons: Readonly<Record<string, readonly string[]>>;
  readonly product: boolean;
  readonly removeDuplicates: boolean;
  readonly unroll: boolean;
}

const lexicons = {
  food: ["apple", "Orange", "bread", "egg salad"],
  name: ["Ada", "Grace", "Barbara"],
  polarity: ["good", "awful"],
  verb1: ["eats", "is served"],
  Upper_case: ["unusual", "x"],
};
const plain = { lexicons, product: true, removeDuplicates: false, unroll: false };

const WRITTEN: readonly Asked[] = [
  { ...plain, template: "{name} has {a:food}." },
  { ...plain, template: "{name1} and {name2} share {a:food}, and {name1} likes {food}." },
  { ...plain, template: "{name1} and {name2}", removeDuplicates: true },
  { ...plain, template: "{name1}, {name2}, {name3}", removeDuplicates: true },
  { ...plain, template: "{name1} and {food}", product: false },
  { ...plain, template: ["This is {a:food}.", "This is not {a:food}, {name}."] },
  { ...plain, template: ["This is {a:food}.", "That is {a:food}."], unroll: true },
  { ...plain, template: "It was {polarity}, said {name}.", labels: "{polarity}" },
  { ...plain, template: "{name}", labels: "{food}", product: false },
  { ...plain, template: ["{a:polarity} day", "a day"], labels: "{polarity} or not" },
  { ...plain, template: "{{braces}} are no slot, {name}" },
  { ...plain, template: "no slot" },
  { ...plain, template: "{a:Upper_case} case" },
];

test("templates are filled with the same texts as by CheckList", async () => {
  const random = createRandom(3);
  const asked = [...WRITTEN, ...Array.from({ length: RANDOM_TEMPLATES }, () => randomTemplate(random))];
  const theirs = await askChecklist("templates.py", asked, filledSchema);
  for (const [index, template] of asked.entries()) {
    const ours = await fill(template);
    const said = theirs[index];
    expect(ours, JSON.stringify(template)).toEqual(said === undefined ? [] : distinct(linesOf(said)));
  }
  conforms({
    area: "Behaviour tests",
    claim: "templates, written and random: the texts and labels that they are filled with",
    peer: "CheckList",
    version: await pythonVersion(await pythonWithChecklist(), "checklist"),
    cases: asked.length,
  });
});

/** Ours: a line for each case, its texts and its label, in alphabetical order. */
async function fill({
  template,
  labels,
  lexicons: words,
  product,
  removeDuplicates,
  unroll,
}: Asked): Promise<string[]> {
  const spec: TemplateSpec = {
    templates: [{ texts: typeof template === "string" ? [template] : template, expected: null }],
    combine: product ? "product" : "zip",
    unroll,
    removeDuplicates,
    expected: labels ?? null,
    lexicons: new Map(Object.entries(words)),
    open: new Set(),
    keepWords: false,
    slices: [],
  };
  const lines: string[] = [];
  for await (const chunk of templateDrafts(spec)()) lines.push(...chunk.map(lineOf));
  return lines.toSorted();
}

function lineOf({ inputs, expected }: Draft): string {
  const label = expected !== null && "oneOf" in expected ? expected.oneOf : null;
  return JSON.stringify([...inputs, ...(label === null ? [] : ["expects", ...label])]);
}

/** CheckList's, in the same form. */
function linesOf({ data, labels }: Filled): string[] {
  return data.map((texts, index) => {
    const label = labels?.[index];
    return JSON.stringify([texts, label === undefined ? [] : ["expects", label]].flat());
  });
}

/** Equal texts are one case in ours. CheckList's order is that of a Python set: of no meaning. */
function distinct(lines: readonly string[]): string[] {
  return [...new Set(lines)].toSorted();
}

function randomTemplate(random: Random): Asked {
  const pick = <T>(values: readonly [T, ...T[]]): T => values[random.integer(values.length)] ?? values[0];
  const slot = () => `{${pick(["", "", "a:"])}${pick(["food", "name", "polarity", "x", "x"])}${pick(["", "1", "2"])}}`;
  // Zipping a template without a slot gives CheckList nothing, and ours the template as it is.
  const one = () => [slot(), ...Array.from({ length: random.integer(4) }, () => pick([slot(), "is", "é😀"]))].join(" ");
  const template = pick([one(), one(), Array.from({ length: 2 + random.integer(2) }, one)]);
  return {
    template,
    lexicons: {
      ...lexicons,
      x: Array.from({ length: 1 + random.integer(4) }, () => pick(["a", "B", "ö", "one", "two"])),
    },
    product: random.next() < 0.7,
    removeDuplicates: random.next() < 0.3,
    unroll: random.next() < 0.3,
  };
}
