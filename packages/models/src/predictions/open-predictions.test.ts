import { mkdtempDisposable, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Answer, Predictor, Question } from "../predictor.ts";
import { openPredictions } from "./open-predictions.ts";
import type { PredictionFormat } from "./predictions-config.ts";

type Files = Readonly<Record<string, string>>;
type Config = Parameters<typeof openPredictions>[0];

async function withPredictions<T>(
  files: Files,
  config: Config,
  work: (predictor: Predictor, folder: string) => Promise<T>,
): Promise<T> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-predictions-"));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder.path, name), content);
  const options = { cwd: folder.path, env: {}, timeout: 1_000, startTimeout: 1_000 };
  await using predictor = await openPredictions(config, options);
  return await work(predictor, folder.path);
}

function asked(inputs: readonly Question["input"][], repeat = 0): Question[] {
  return inputs.map((input, index) => ({ id: `q${index}`, input, repeat }));
}

async function ask(files: Files, config: Config, questions: readonly Question[]): Promise<readonly Answer[]> {
  return withPredictions(files, config, (predictor) => predictor.predict(questions));
}

async function refused(files: Files, config: Config): Promise<UserError> {
  const error: unknown = await ask(files, config, []).catch((reason: unknown) => reason);
  if (error instanceof UserError) return error;
  throw new Error(`no UserError: ${String(error)}`);
}

describe("JSON lines", () => {
  const config = { file: "p.jsonl" };

  test("answer by id, or by input where rows have that", async () => {
    const byId = '{"id":"q1","prediction":"x"}\r\n\n{"id":"q0","prediction":"y","scores":{"y":1}}';
    expect(await ask({ "p.jsonl": byId }, config, asked(["a", "b"]))).toEqual([
      { prediction: "y", scores: new Map([["y", 1]]) },
      { prediction: "x", scores: null },
    ]);
    const byInput =
      '{"input":"b","prediction":"x"}\n{"input":"__proto__","prediction":"y"}\n{"input":"","prediction":"z"}\n';
    expect(await ask({ "p.jsonl": byInput }, config, asked(["__proto__", "b", ""]))).toMatchObject([
      { prediction: "y" },
      { prediction: "x" },
      { prediction: "z" },
    ]);
  });

  test("answer records whatever the order of their fields, and never a text that looks like one", async () => {
    const rows = '{"input":{"age":7,"name":"a"},"prediction":"x"}\n';
    const [record, text] = await ask(
      { "p.jsonl": rows },
      config,
      asked([{ name: "a", age: 7 }, '{"age":7,"name":"a"}']),
    );
    expect(record).toMatchObject({ prediction: "x" });
    expect(text).toHaveProperty("problem");
  });

  test("answer each repeat by a row of its own", async () => {
    const rows = '{"id":"q0","prediction":"x"}\n{"id":"q0","repeat":1,"prediction":"y"}\n';
    expect(
      await ask(
        { "p.jsonl": rows },
        config,
        [0, 1, 2].flatMap((repeat) => asked(["a"], repeat)),
      ),
    ).toEqual([
      { prediction: "x", scores: null },
      { prediction: "y", scores: null },
      { problem: 'no row of the predictions has the id "q0" and the repeat 2' },
    ]);
  });

  test("give the model's own problem in its place", async () => {
    expect(await ask({ "p.jsonl": '{"id":"q0","problem":"out of memory"}\n' }, config, asked(["a"]))).toEqual([
      { problem: "out of memory" },
    ]);
  });

  test("nothing of a line is told but its id: the rest may be personal data", async () => {
    const row = '{"input":"ada@example.org","prediction":"x"}';
    for (const content of [`${row}\n${row}`, `${row}\n{"input":"ada@example.org"`, `${row}\nada@example.org`]) {
      const { message, cause } = await refused({ "p.jsonl": content }, config);
      expect(message).toMatch(/^p\.jsonl, line 2/);
      expect(`${message} ${cause}`).not.toContain("ada@");
    }
    expect(await ask({ "p.jsonl": row }, config, asked(["ada@example.com"]))).toEqual([
      { problem: "no row of the predictions has the input" },
    ]);
  });

  test("without a row for a question say which is missing", async () => {
    expect(await ask({ "p.jsonl": '{"id":"q0","prediction":"x"}' }, config, asked(["a", "b"]))).toEqual([
      { prediction: "x", scores: null },
      { problem: 'no row of the predictions has the id "q1"' },
    ]);
  });

  test.each([
    ["", /is empty/],
    ['{"id":"a","prediction":"x"}\n\n{oops', /p.jsonl, line 3 is not JSON/],
    ["[]", /line 1 is not an object/],
    ['{"prediction":"x"}', /line 1: neither id nor input/],
    ['{"id":"a","prediction":"x"}\n{"input":"b","prediction":"x"}', /line 2: id must be a text/],
    ['{"id":7,"prediction":"x"}', /line 1: id must be a text, and not empty/],
    ['{"input":7,"prediction":"x"}', /line 1: input must be a text or an object/],
    [
      '{"id":"a","prediction":"x"}\n{"id":"b","prediction":"x"}\n{"id":"a","prediction":"y"}',
      /line 3: id "a" is there twice, before in line 1/,
    ],
    [
      '{"input":{"a":1,"b":2},"prediction":"x"}\n{"input":{"b":2,"a":1},"prediction":"x"}',
      /line 2: input is there twice/,
    ],
    ['{"id":"a","repeat":0.5,"prediction":"x"}', /line 1: repeat is 0.5; a whole number/],
    ['{"id":"a"}', /line 1: the prediction is missing/],
    ['{"id":"a","prediction":"x","scores":{"x":null}}', /line 1: the score of class "x" is null/],
    ['{"id":"a","repeat":"Ada Byron","prediction":"x"}', /line 1: repeat is a text; a whole number/],
  ])("that are not sound are a UserError that names the line: %j", async (content, message) => {
    expect((await refused({ "p.jsonl": content }, config)).message).toMatch(message);
  });

  test("that are nowhere, or a folder, are a UserError", async () => {
    expect((await refused({}, { file: "nowhere.jsonl" })).message).toBe("the file nowhere.jsonl was not found");
    await expect(refused({}, { file: "." })).resolves.toBeInstanceOf(UserError);
  });

  test("that are cut short after they were opened lose answers, and give no wrong one", async () => {
    const rows = '{"id":"q0","prediction":"x"}\n{"id":"q1","prediction":"y"}\n';
    const answers = await withPredictions({ "p.jsonl": rows }, config, async (predictor, folder) => {
      await truncate(join(folder, "p.jsonl"), 40);
      return predictor.predict(asked(["a", "b"]));
    });
    expect(answers).toEqual([{ prediction: "x", scores: null }, { problem: expect.stringContaining("no row") }]);
  });

  test("find every row again, whatever its id", async () => {
    const ids = fc.uniqueArray(fc.string({ minLength: 1, unit: "grapheme" }), { minLength: 1, maxLength: 50 });
    await fc.assert(
      fc.asyncProperty(ids, async (names) => {
        const rows = names.map((id, index) => JSON.stringify({ id, prediction: `p${index}` })).join("\n");
        const questions = names.map((id) => ({ id, input: "", repeat: 0 }));
        const answers = await ask({ "p.jsonl": rows }, config, questions.toReversed());
        expect(answers).toEqual(names.map((_, index) => ({ prediction: `p${index}`, scores: null })).toReversed());
      }),
      { numRuns: 25 },
    );
  });
});

describe("CheckList's formats", () => {
  const classes = ["negative", "positive"];
  const examples = "I love it.\nI hate it.\n\nI love it.";
  const config = (format: PredictionFormat) => ({ file: "preds.txt", format, classes, order: "examples.txt" });

  test("answer the examples of the same lines, whatever the order of the questions", async () => {
    const files = { "preds.txt": "1 0.2 0.8\n0 0.9 0.1\n0 0.5 0.5\n1 0.2 0.8\n", "examples.txt": examples };
    const questions = asked(["I hate it.", "", "I love it.", "Who?"]);
    expect(await ask(files, config("pred_and_softmax"), questions)).toEqual([
      {
        prediction: "negative",
        scores: new Map([
          ["negative", 0.9],
          ["positive", 0.1],
        ]),
      },
      {
        prediction: "negative",
        scores: new Map([
          ["negative", 0.5],
          ["positive", 0.5],
        ]),
      },
      {
        prediction: "positive",
        scores: new Map([
          ["negative", 0.2],
          ["positive", 0.8],
        ]),
      },
      { problem: "no line of examples.txt is the example" },
    ]);
  });

  test("know a text with line feeds, which CheckList writes as spaces", async () => {
    const files = { "preds.txt": "1\n", "examples.txt": "two lines\n" };
    expect(await ask(files, config("pred_only"), asked(["two\nlines"]))).toMatchObject([{ prediction: "positive" }]);
  });

  test("answer records where the examples are JSON lines", async () => {
    const files = { "preds.txt": "1\n0\n", "examples.jsonl": '{"q": "a", "n": 1}\n"a\\nb"\n' };
    const jsonLines = { ...config("pred_only"), order: "examples.jsonl" };
    expect(await ask(files, jsonLines, asked([{ n: 1, q: "a" }, "a\nb"]))).toMatchObject([
      { prediction: "positive" },
      { prediction: "negative" },
    ]);
  });

  test("take the classes of pred_only for indexes only where all are digits", async () => {
    const twoExamples = { "examples.txt": "a\nb\n" };
    const named = { file: "preds.txt", format: "pred_only" as const, order: "examples.txt" };
    expect(await ask({ ...twoExamples, "preds.txt": "7\nx\n" }, named, asked(["a", "b"]))).toMatchObject([
      { prediction: "7" },
      { prediction: "x" },
    ]);
    const error = await refused({ ...twoExamples, "preds.txt": "1\n0\n" }, named);
    expect(error.message).toMatch(/preds.txt, line 1: the class "1" is no index of the 0 classes/);
    expect(error.remedy).toMatch(/Declare the classes/);
  });

  test("hold one answer an example, so that a repeat has none", async () => {
    const files = { "preds.txt": "1\n", "examples.txt": "a\n" };
    expect(await ask(files, config("pred_only"), asked(["a"], 1))).toEqual([
      { problem: expect.stringContaining("not several") },
    ]);
  });

  test.each([
    ["1\n", "a\nb\n", /preds.txt has 1 lines, examples.txt has 2/],
    ["1\n1\n1\n", "a\nb\n", /preds.txt has 3 lines, examples.txt has 2/],
    ["1\n0\n", "a\na\n", /lines 1 and 2 of examples.txt are the same example, and preds.txt answers them differently/],
    ["1\n2\n", "a\nb\n", /preds.txt, line 2: the class "2" is no index/],
    ["1\n\n0\n", "a\nb\nc\n", /preds.txt, line 2: the class is missing/],
    ["", "a\n", /preds.txt is empty/],
  ])("refuse what does not go together: %j for %j", async (predictions, texts, message) => {
    const files = { "preds.txt": predictions, "examples.txt": texts };
    expect((await refused(files, config("pred_only"))).message).toMatch(message);
  });

  test("need the examples, and JSON lines do not", async () => {
    const files = { "preds.txt": "1\n", "examples.txt": "a\n" };
    expect((await refused(files, { file: "preds.txt", format: "softmax", classes })).remedy).toMatch(/under `order`/);
    expect((await refused(files, { file: "preds.txt", order: "examples.txt" })).message).toMatch(
      /order goes with CheckList's/,
    );
  });
});
