import { nextDataSet } from "@airworthy/feedback";
import { saltedHash } from "@airworthy/personal-data";
import * as v from "valibot";
import { expect, test } from "vitest";
import { rowOf } from "../../../feedback/fixtures/rows.ts";
import { feedbackSectionSchema } from "../configuration/feedback-section.ts";
import { type FeedbackFiles, pathsOf } from "./files.ts";
import { parseHanded } from "./hand-over.ts";

const PATHS = pathsOf(v.parse(feedbackSectionSchema, { model: "reviews" }));
const NOW: FeedbackFiles = {
  dataSet: null,
  examples: { tests: [], training: [] },
  texts: new Map(Object.values(PATHS).map((path) => [path, null])),
};
const ROW = rowOf(1, { kind: "wrong", input: "x", expected: "no", text: null });
const SET = nextDataSet({
  previous: null,
  rows: [ROW],
  tombstones: [],
  hash: saltedHash(new Uint8Array(16)),
  seed: 1,
});
const [ROWS, MANIFEST] = SET.files;
const testOf = (id: string) =>
  `${JSON.stringify({ id: `feedback/${id}`, input: "x", expected: "no", language: "de" })}\n`;
const HANDED = {
  base: Object.values(PATHS).map((path) => [path, null]),
  manifest: MANIFEST?.text,
  rows: ROWS?.text,
  tests: testOf(ROW.id),
  training: "",
};

const parse = (handed: object, now = NOW) => parseHanded(JSON.stringify(handed), now, PATHS);

test("data and examples come through as they were made", () => {
  const { dataSet, examples } = parse(HANDED);
  expect(dataSet).toEqual(SET);
  expect(examples.tests).toEqual([{ id: ROW.id, input: "x", answer: "no", language: "de" }]);
});

test.each([
  ["a path more", { ...HANDED, path: ".github/workflows/x.yml" }, /path/],
  ["rows that were changed", { ...HANDED, rows: ROWS?.text.replace('"no"', '"yes"') }, /another digest/],
  ["an example of no row", { ...HANDED, tests: testOf("0".repeat(16)) }, /feedback\/0{16} is of no row/],
  ["something else than a test", { ...HANDED, tests: "import x\n" }, /is not JSON/],
  ["no data", { ...HANDED, manifest: "", rows: "" }, /manifest\.json is not JSON/],
])("what a job handed over with %s is refused", (_, handed, message) => {
  expect(() => parse(handed)).toThrow(message);
});

test("what another run has written meanwhile is taken as it is", () => {
  const texts = new Map([
    ...NOW.texts,
    [PATHS.manifest, HANDED.manifest ?? ""],
    [PATHS.rows, HANDED.rows ?? ""],
    [PATHS.tests, HANDED.tests],
  ]);
  expect(parse(HANDED, { ...NOW, texts }).dataSet).toEqual(SET);
});

test("files that were changed since are not written over", () => {
  const texts = new Map([...NOW.texts, [PATHS.training, ""]]);
  expect(() => parse(HANDED, { ...NOW, texts })).toThrow("were changed since");
});
