import { checkShape } from "@airworthy/evidence";
import fc from "fast-check";
import { expect, test } from "vitest";
import { templateDrafts } from "../cases/template-drafts.ts";
import { collect, draftOf, sourceOf, templatesOf } from "../cases/test-drafts.ts";
import type { ModelInput } from "../model.ts";
import { perturbDrafts } from "./perturb-drafts.ts";
import { type PerturbationSpec, perturbationSchema } from "./registry.ts";

const lexicons = new Map([
  ["name", ["Ann", "Bo", "Cleo"]],
  ["thing", ["phone", "oven"]],
  ["very", ["very", "awfully"]],
]);
const options = { seed: 7, test: "t", lexicons };

/** One of each kind that changes any text. */
const TEXT_SPECS: readonly PerturbationSpec[] = checkShape(
  perturbationSchema,
  [
    { by: "typos", swaps: 2 },
    { by: "punctuation" },
    { by: "contractions" },
    { by: "casing", to: ["upper", "lower", "title", "sentence", "random"] },
    { by: "names" },
    { by: "locations" },
    { by: "numbers", take: 3 },
    { by: "negation", change: "add" },
    { by: "negation", change: "remove" },
    { by: "urls-and-handles", take: 2 },
    { by: "synonyms", words: { a: ["b", "é"], "a b": "c" } },
    {
      by: "protected",
      groups: [
        ["he", "she"],
        ["his", "her"],
      ],
    },
    { by: "append", phrases: "Yes." },
    { by: "prepend", phrases: "{name}!" },
  ],
  "specs",
);

const textArbitrary = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  fc
    .array(
      fc.constantFrom(
        "I",
        "don't",
        "he is",
        "like",
        "Ann",
        "Rome",
        "not",
        "7",
        "is",
        "😀",
        "’",
        "…",
        ".",
        "a",
        "İ",
        "\n",
        "New York",
      ),
      {
        maxLength: 12,
      },
    )
    .map((words) => words.join(" ")),
);

test("any text gives well-formed texts, none twice, the same each time", async () => {
  await fc.assert(
    fc.asyncProperty(textArbitrary, async (text) => {
      const source = perturbDrafts(sourceOf([draftOf(text)]), TEXT_SPECS, options);
      const [made] = await collect(source);
      expect(made?.inputs[0]).toBe(text);
      for (const input of made?.inputs ?? []) expect(String(input).isWellFormed()).toBe(true);
      expect(await collect(source)).toEqual([made]);
    }),
  );
});

test("text with half a surrogate pair in it is changed like any other", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom("\ud83d", "\ude00", "a", " ", "is", ".")), async (pieces) => {
      const [made] = await collect(perturbDrafts(sourceOf([draftOf(pieces.join(""))]), TEXT_SPECS, options));
      expect(made?.inputs.length).toBeGreaterThan(0);
    }),
  );
});

test("what a case becomes depends on nothing that stands beside it", async () => {
  const texts = ["I like Ann's 15 apples.", "He isn't in Rome", "It is 30 degrees in Kenya, Diego", "plain"];
  const all = new Map(
    (await collect(perturbDrafts(sourceOf(texts.map((text) => draftOf(text))), TEXT_SPECS, options))).map((made) => [
      made.id,
      made,
    ]),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(texts),
      fc.shuffledSubarray([...TEXT_SPECS], { minLength: 1 }),
      async (some, specs) => {
        for (const made of await collect(perturbDrafts(sourceOf(some.map((text) => draftOf(text))), specs, options))) {
          const whole = all.get(made.id)?.inputs ?? [];
          for (const input of made.inputs) expect(whole).toContain(input);
        }
      },
    ),
  );
});

test("the suite's seed and the test's id change what is drawn", async () => {
  const texts = Array.from({ length: 20 }, (_, index) => draftOf(`some longer text number ${index}`));
  const made = (seed: number, test: string) =>
    collect(perturbDrafts(sourceOf(texts), [{ by: "typos" }], { seed, test, lexicons }));
  expect(await made(1, "a")).toEqual(await made(1, "a"));
  expect(await made(1, "a")).not.toEqual(await made(2, "a"));
  expect(await made(1, "a")).not.toEqual(await made(1, "b"));
});

test("a draft that cannot be changed is a case with its original alone", async () => {
  const [made] = await collect(
    perturbDrafts(sourceOf([draftOf("plain")]), [{ by: "names" }, { by: "numbers" }], options),
  );
  expect(made?.inputs).toEqual(["plain"]);
});

test("vary opens the slot, other perturbations change what the original then is, and the id stays", async () => {
  const specs: PerturbationSpec[] = [
    { by: "vary", slot: "name" },
    { by: "insert", words: "very", before: "thing" },
    { by: "punctuation" },
  ];
  const spec = templatesOf(["{name}'s {thing}"], lexicons, { open: new Set(["name"]), keepWords: true });
  const [phone, oven] = await collect(perturbDrafts(templateDrafts(spec), specs, options));
  expect(phone?.inputs).toEqual([
    "Ann's phone",
    "Bo's phone",
    "Cleo's phone",
    "Ann's very phone",
    "Ann's awfully phone",
    "Ann's phone.",
  ]);
  expect(oven?.inputs[0]).toBe("Ann's oven");
  const longer = new Map([...lexicons, ["name", ["Zoe", "Ann"]] as const]);
  const [renamed] = await collect(
    perturbDrafts(templateDrafts({ ...spec, lexicons: longer }), specs, { ...options, lexicons: longer }),
  );
  expect(renamed?.id).toBe(phone?.id);
  expect(renamed?.inputs[0]).toBe("Zoe's phone");
});

function recordDraft(input: ModelInput) {
  return { ...draftOf("", "row-1"), inputs: [input] };
}

test("in a record the text of the field is changed, and nothing else", async () => {
  const record = { text: "It is good.", year: 2020 };
  const specs: PerturbationSpec[] = [{ by: "negation", change: "add", field: "text" }];
  const [made, empty] = await collect(
    perturbDrafts(sourceOf([recordDraft(record), recordDraft({ text: null })]), specs, options),
  );
  expect(made?.inputs).toEqual([record, { text: "It is not good.", year: 2020 }]);
  expect(empty?.inputs).toEqual([{ text: null }]);
});

test("a draft that a perturbation is not made for is a UserError that names test, case and field", async () => {
  const problem = async (input: ModelInput | readonly ModelInput[], spec: PerturbationSpec): Promise<string> => {
    const draft = { ...draftOf("", "row-1"), inputs: [input].flat() };
    return collect(perturbDrafts(sourceOf([draft]), [spec], options)).then(
      () => "",
      (error: unknown) => String(error),
    );
  };
  expect(await problem({ a: "x" }, { by: "typos" })).toContain(
    "test t, case row-1: its input is a record; typos needs the field",
  );
  expect(await problem({ title: "x" }, { by: "typos", field: "titel" })).toContain(
    'unknown field "titel"; did you mean title?',
  );
  expect(await problem({ a: 1 }, { by: "typos", field: "a" })).toContain('its field "a" holds no text');
  expect(await problem("x", { by: "typos", field: "a" })).toContain("its input is text; typos has a field");
  expect(await problem("x", { by: "nulls" })).toContain("its input is text; nulls changes records");
  expect(await problem({}, { by: "flip", field: "toString", values: [1, 2] })).toContain('unknown field "toString"');
  expect(await problem(["x", "y"], { by: "typos" })).toContain("it has 2 inputs already");
  expect(await problem("x", { by: "insert", words: "very", before: "thing" })).toContain("made from no template");
  expect(await problem("x", { by: "vary", slot: "name" })).toContain("made from no template");
});

test("rows are permuted in cases of so many, the last of those left", async () => {
  const drafts = Array.from({ length: 7 }, (_, index) => draftOf(`row ${index}`));
  const cases = await collect(perturbDrafts(sourceOf(drafts), [{ by: "permute-rows", rows: 3 }], options));
  expect(cases.map(({ inputs }) => inputs.length)).toEqual([6, 6, 1]);
  expect(cases.flatMap(({ inputs, origins }) => inputs.filter((_, at) => origins?.[at] === at))).toEqual(
    drafts.flatMap(({ inputs }) => inputs),
  );
  const both: PerturbationSpec[] = [{ by: "permute-rows" }, { by: "typos" }];
  await expect(collect(perturbDrafts(sourceOf(drafts), both, options))).rejects.toThrow(
    "permute-rows cannot be combined",
  );
});
