import { mkdir, mkdtempDisposable, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Answer, Question } from "../predictor.ts";
import { classifier, echo, logarithm, running, total, WEIGHTS, zipMap } from "./fixtures/models.ts";
import { ask, asked, type OpenConfig, refused, withModel } from "./fixtures/with-model.ts";
import { externalFloats } from "./fixtures/write-onnx.ts";
import { openOnnx } from "./open-onnx.ts";

const CLASSES = ["a", "b", "c"];
const scores = { tensor: "probabilities", classes: CLASSES };
const x = { x: { field: "x" } };

function problem(text: RegExp) {
  return { problem: expect.stringMatching(text) };
}

/** Classes with scores to seven places, which is what float32 holds. */
function scored(answer: Answer | undefined) {
  if (answer === undefined || !("prediction" in answer)) return answer;
  return [answer.prediction, ...Array.from(answer.scores?.values() ?? [], (score) => Number(score.toFixed(6)))];
}

describe("a classifier", () => {
  // By hand: the weights are logarithms, so that softmax gives fractions of whole numbers.
  const FIRST = ["c", 0.125, 0.25, 0.625];
  const SECOND = ["a", 0.6, 0.2, 0.2];

  test("answers one question a run, or many stacked, with the same scores", async () => {
    const inputs = [{ x: [1, 0] }, { x: [[0, 1]] }];
    const one = await ask(classifier(1), { inputs: x, outputs: { scores } }, ...inputs);
    expect(one.map(scored)).toEqual([FIRST, SECOND]);
    const flat = inputs.map((input) => ({ x: input.x.flat() }));
    const many = await ask(classifier("n"), { batch: true, inputs: x, outputs: { scores } }, ...flat, ...flat);
    expect(many.map(scored)).toEqual([FIRST, SECOND, FIRST, SECOND]);
  });

  test("may give logits, of which the softmax is taken, and its label beside them", async () => {
    const outputs = {
      scores: { ...scores, tensor: "logits", softmax: true },
      prediction: { tensor: "label", classes: CLASSES },
    };
    const answers = await ask(classifier("n"), { batch: true, inputs: x, outputs }, { x: [1, 0] }, { x: [0, 1] });
    expect(answers.map(scored)).toEqual([FIRST, SECOND]);
    const numbers = { prediction: { tensor: "label" } };
    expect(await ask(classifier(1), { inputs: x, outputs: numbers }, { x: [1, 0] })).toEqual([
      { prediction: "2", scores: null },
    ]);
  });

  test("may take a row of several fields, scaled, with null as what is declared", async () => {
    const row = { x: { field: ["p", "q"], scale: 0.5, offset: 1, missing: -2 } };
    // p = 0 becomes 1, p = 2 becomes 2, q = 4 becomes 3; what stands for null is not scaled.
    const config = { inputs: row, outputs: { value: { tensor: "y" } } };
    const sum = { ...config, inputs: { x: { ...row.x, shape: [2] } } };
    expect(await ask(total(), sum, { p: 0, q: null }, { p: 2, q: 4 }, { p: 2 })).toEqual([
      { prediction: "-1", value: -1, scores: null },
      { prediction: "5", value: 5, scores: null },
      { prediction: "0", value: 0, scores: null },
    ]);
  });

  test("tells a question that does not fit in its own place, and answers the others", async () => {
    const wrong = [
      { x: [1] },
      { x: "1 0" },
      { x: [1, "0"] },
      { x: [1, null] },
      { x: [1, Number.NaN] },
      { x: [1e39, 0] },
      {},
      "text",
    ];
    for (const [rows, batch] of [
      ["n", true],
      [1, false],
    ] as const) {
      const inputs: Question["input"][] = [{ x: [1, 0] }, ...wrong, { x: [0, 1] }];
      const answers = await ask(classifier(rows), { batch, inputs: x, outputs: { scores } }, ...inputs);
      expect(answers.map(scored)).toEqual([
        FIRST,
        problem(/^the input's "x" has 1 elements; 2 are needed$/),
        problem(/"x" is "1 0"; 2 elements are needed/),
        problem(/"x" has "0" at place 1; it must be a float32/),
        problem(/"x" has null at place 1/),
        problem(/"x" has NaN at place 1/),
        problem(/"x" has 1e\+39 at place 0/),
        problem(/"x" is missing/),
        problem(/"x" is missing/),
        SECOND,
      ]);
    }
  });

  test("keeps its weights in a file beside it", async () => {
    const model = classifier(1, externalFloats("w", [2, 3], "weights.bin"));
    const files = { "weights.bin": Buffer.from(Float32Array.from(WEIGHTS).buffer) };
    const config = { inputs: x, outputs: { scores } };
    await withModel(
      model,
      config,
      async (predictor, folder) => {
        expect((await predictor.predict(asked({ x: [1, 0] }))).map(scored)).toEqual([FIRST]);
        expect(predictor.files).toEqual([join(folder, "m.onnx"), expect.stringMatching(/weights\.bin$/)]);
      },
      { files },
    );
    expect((await refused(model, config)).message).toMatch(/"w" keeps its data in "weights.bin", which is not there/);
  });

  test.each(["../weights.bin", "/etc/passwd", "C:\\weights.bin"])(
    "never reads weights outside of its folder: %s",
    async (place) => {
      const error = await refused(classifier(1, externalFloats("w", [2, 3], place)), {
        inputs: x,
        outputs: { scores },
      });
      expect(error.message).toMatch(/which is outside of the model's folder$/);
    },
  );

  test.skipIf(process.platform === "win32")("follows no link out of its folder either", async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-onnx-"));
    const inner = join(folder.path, "inner");
    await mkdir(inner);
    await writeFile(join(folder.path, "secret.bin"), Buffer.alloc(24));
    await symlink(join(folder.path, "secret.bin"), join(inner, "weights.bin"));
    await writeFile(join(inner, "m.onnx"), classifier(1, externalFloats("w", [2, 3], "weights.bin")));
    const options = { cwd: inner, env: {}, timeout: 1_000, startTimeout: 1_000 };
    const opening = openOnnx({ file: "m.onnx", inputs: x, outputs: { scores } }, options);
    await expect(opening).rejects.toThrow(/outside of the model's folder/);
  });
});

test("a number that is none is a problem of its own question, also among others", async () => {
  const config = { batch: true, inputs: x, outputs: { value: { tensor: "y" } } };
  expect(await ask(logarithm(), config, { x: [1] }, { x: [-1] }, { x: 0 }, { x: [1] })).toEqual([
    { prediction: "0", value: 0, scores: null },
    problem(/the value NaN/),
    problem(/the value -Infinity/),
    { prediction: "0", value: 0, scores: null },
  ]);
});

test("texts go in and come out, null characters and all", async () => {
  const config = { inputs: { text: {} }, outputs: { prediction: { tensor: "label" } } };
  expect(await ask(echo(), config, "grüß Gott", "__proto__", "")).toEqual([
    { prediction: "grüß Gott", scores: null },
    { prediction: "__proto__", scores: null },
    problem(/the class "", which is none/),
  ]);
});

test("one size may be as long as the value is", async () => {
  const config = { inputs: { x: { field: "x", shape: [-1] } }, outputs: { value: { tensor: "y" } } };
  expect(await ask(total(), config, { x: [1, 2, 3] }, { x: [5] }, { x: [] })).toMatchObject([
    { value: 6 },
    { value: 5 },
    problem(/0 elements, which do not fill the shape \[-1\]/),
  ]);
});

describe("a sequence", () => {
  const inputs = {
    x: { field: "frames", shape: [1, 1] },
    state: { constant: 0 },
    rate: { constant: 2, type: "int64" as const },
  };
  const config = (answer: "last" | "max" | "mean"): OpenConfig => ({
    inputs,
    outputs: { value: { tensor: "y" } },
    sequence: { over: "x", state: { stateN: "state" }, answer },
  });

  test.each([
    // The sums so far are 1, 3 and -3, doubled 2, 6 and -6.
    ["last", -6],
    ["max", 6],
    ["mean", 2 / 3],
  ] as const)("gives each frame's state to the next, and answers with the %s", async (answer, expected) => {
    const [given, anew] = await ask(running(), config(answer), { frames: [[1], [2], [-6]] }, { frames: [[1]] });
    expect(given).toMatchObject({ value: expect.closeTo(expected, 6) });
    // The next question begins with the state that is declared.
    expect(anew).toMatchObject({ value: 2 });
  });

  test("without frames, or with one that does not fit, is a problem", async () => {
    const wrong = [{ frames: [] }, { frames: 1 }, { frames: [[1], [1, 2]] }];
    expect(await ask(running(), config("last"), ...wrong)).toEqual([
      problem(/no frame/),
      problem(/the input has 1 where a list of frames is needed/),
      problem(/^frame 1: the input's "frames" has 2 elements; 1 are needed/),
    ]);
  });

  test("that is declared against the model is a UserError", async () => {
    const told = async (sequence: OpenConfig["sequence"]) =>
      (await refused(running(), { ...config("last"), sequence })).message;
    expect(await told({ over: "rate" })).toMatch(/goes over "rate", which is no input with a field/);
    expect(await told({ over: "x", state: { nothing: "state" } })).toMatch(
      /no output "nothing", which is declared as a state/,
    );
    expect(await told({ over: "x", state: { stateN: "x" } })).toMatch(/"x" is no input with a constant/);
  });
});

describe("a declaration that does not go with the model", () => {
  const outputs = { scores };

  test.each<[string, OpenConfig, RegExp]>([
    ["no inputs", { outputs }, /nothing is declared for the input "x" tensor\(float\) \[n, 2\]/],
    ["no outputs", { batch: true, inputs: x }, /no output is declared/],
    ["another input", { inputs: { y: { field: "x" } }, outputs }, /no input "y"/],
    [
      "another output",
      { batch: true, inputs: x, outputs: { value: { tensor: "probability" } } },
      /no output "probability"/,
    ],
    ["a free size", { inputs: x, outputs }, /declare its shape: not all sizes are fixed/],
    ["another type", { batch: true, inputs: { x: { field: "x", type: "int64" } }, outputs }, /int64 is declared/],
    [
      "another rank",
      { batch: true, inputs: { x: { field: "x", shape: [1, 2] } }, outputs },
      /the shape \[1, 2\] has 2 sizes; 1 are needed/,
    ],
    [
      "another size",
      { batch: true, inputs: { x: { field: "x", shape: [3] } }, outputs },
      /the shape \[3\] does not fit/,
    ],
    [
      "too many classes",
      { batch: true, inputs: x, outputs: { scores: { ...scores, classes: ["a", "b"] } } },
      /2 classes are declared .* 3 scores/,
    ],
    [
      "classes and a value",
      { batch: true, inputs: x, outputs: { scores, value: { tensor: "label" } } },
      /one or the other/,
    ],
    [
      "floats as classes",
      { batch: true, inputs: x, outputs: { prediction: { tensor: "logits" } } },
      /cannot be read as that/,
    ],
    [
      "a huge tensor",
      { inputs: { x: { field: "x", shape: [2 ** 30, 2] } }, outputs },
      /2147483648 elements are more than/,
    ],
  ])("is a UserError that lists what the model has: %s", async (_, config, message) => {
    const error = await refused(classifier("n"), config);
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(
      /\n {2}inputs: "x" tensor\(float\) \[n, 2\]\n {2}outputs: "probabilities" tensor\(float\) \[n, 3\]; "label"/,
    );
  });

  test("names what was probably meant", async () => {
    expect(
      (await refused(classifier("n"), { batch: true, inputs: x, outputs: { value: { tensor: "logit" } } })).remedy,
    ).toBe("Did you mean logits?");
  });

  test("tells how scikit-learn's classifiers are converted without a ZipMap", async () => {
    const config = { inputs: x, outputs: { scores: { ...scores, tensor: "output_probability" } } };
    expect((await refused(zipMap(), config)).remedy).toContain('"zipmap": False');
  });

  test("or with batches is one", async () => {
    const error = await refused(classifier(1), { batch: true, inputs: x, outputs });
    expect(error.message).toMatch(/with `batch` the first size must be free/);
  });
});

test("the runtime is told, and is part of the identity; the limits are not", async () => {
  const config = { inputs: x, outputs: { value: { tensor: "y" } }, batch: true };
  const opened = (other: OpenConfig, timeout: number) =>
    withModel(logarithm(), other, async ({ identity, runtime }) => ({ identity, runtime }), { timeout });
  const first = await opened(config, 5_000);
  expect(first.runtime).toMatch(/^onnxruntime-web \d+\.\d+\.\d+ on wasm$/);
  expect((await opened(config, 6_000)).identity).toBe(first.identity);
  expect((await opened({ ...config, inputs: { x: { field: "z" } } }, 5_000)).identity).not.toBe(first.identity);
});

test("onnxruntime-node is used from the project alone, and asked for in vain elsewhere is a UserError", async () => {
  const config = { inputs: x, outputs: { value: { tensor: "y" } }, batch: true, runtime: "node" as const };
  expect((await refused(logarithm(), config)).message).toMatch(/the project does not have it/);
});
