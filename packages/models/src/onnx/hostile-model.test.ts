import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { classifier, endless, filled, widest } from "./fixtures/models.ts";
import { ask, asked, refused, withModel } from "./fixtures/with-model.ts";
import { externalFloats } from "./fixtures/write-onnx.ts";
import { openOnnx } from "./open-onnx.ts";

const scores = { tensor: "probabilities", classes: ["a", "b", "c"] };
const x = { x: { field: "x" } };

describe("a model that is not to be trusted", () => {
  const config = { inputs: x, outputs: { value: { tensor: "y" } } };

  test("loses the batch that it computes without end, and answers the next, until it was started too often", async () => {
    await withModel(
      endless(),
      config,
      async (predictor) => {
        for (let round = 0; round < 3; round++) {
          const late = problem(/^the model's runtime.* did not answer within 1 s and was ended/);
          expect(await predictor.predict(asked({ x: -1 }, { x: 1 }))).toEqual([late, late]);
          expect(await predictor.predict(asked({ x: -1 }))).toMatchObject([{ value: -1 }]);
        }
        await predictor.predict(asked({ x: 1 }));
        expect(await predictor.predict(asked({ x: -1 }))).toEqual([problem(/started again 3 times and is no more/)]);
      },
      { timeout: 1_000 },
    );
  });

  test("is ended when the run is aborted, with the signal's reason", async () => {
    const controller = new AbortController();
    await withModel(
      endless(),
      config,
      async (predictor) => {
        const answers = predictor.predict(asked({ x: 1 }));
        setTimeout(() => controller.abort(new Error("interrupted")), 100);
        await expect(answers).rejects.toThrow("interrupted");
      },
      { signal: controller.signal },
    );
  });

  test("ends with us, even where we end in the middle of it", async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-onnx-"));
    await writeFile(join(folder.path, "m.onnx"), endless());
    const leaving = fork(join(import.meta.dirname, "fixtures", "leave.ts"), [folder.path], { execArgv: [] });
    const [computing] = await once(leaving, "message");
    expect(computing).toBeGreaterThan(0);
    while (isRunning(Number(computing))) await sleep(50);
  });

  test("may give more than memory holds: a problem of that question", async () => {
    await withModel(filled(), config, async (predictor) => {
      const answers = await predictor.predict(asked({ x: [1] }, { x: [2 ** 25] }, { x: [1] }));
      const tooMuch = problem(/the model gave more than 16777216 elements to a batch/);
      expect(answers).toEqual([expect.objectContaining({ value: 1 }), tooMuch, expect.objectContaining({ value: 1 })]);
    });
  });

  test("may take more than memory holds: its questions are stacked as far as it goes", async () => {
    // 256 MB for each question.
    const wide = widest(2 ** 26);
    const answers = await ask(
      wide,
      { ...config, batch: true },
      ...Array.from({ length: 64 }, () => ({ x: "no list" })),
    );
    expect(answers).toEqual(answers.map(() => problem(/"no list"; 67108864 elements are needed/)));
    expect(answers).toHaveLength(64);
  });

  test("or that is none, is a UserError", async () => {
    expect((await refused(Buffer.from("no model"), config)).message).toMatch(/m\.onnx/);
    const options = { cwd: tmpdir(), env: {}, timeout: 1_000, startTimeout: 1_000 };
    await expect(openOnnx({ file: "nowhere.onnx", ...config }, options)).rejects.toThrow(/nowhere.onnx was not found/);
  });

  test("or that the runtime refuses is a UserError with the runtime's reason", async () => {
    // A weight of another size than the product needs.
    const model = classifier(1, externalFloats("w", [5, 3], "weights.bin"));
    const error = await refused(model, { inputs: x, outputs: { scores } }, { "weights.bin": Buffer.alloc(60) });
    expect(error.message).toMatch(/m\.onnx cannot be loaded: /);
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function problem(text: RegExp) {
  return { problem: expect.stringMatching(text) };
}
