import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { asked, options } from "./fixtures/ask.ts";
import { openPredictor } from "./open-predictor.ts";
import { readPredictorFile } from "./predictor-file.ts";

async function withFile<T>(text: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "airworthy-predictor-"));
  try {
    await writeFile(join(folder, "model.yml"), text);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("a predictor file's paths start from its folder, and it is one of the model's files", async () => {
  await withFile("kind: module\nfile: m.mjs\ntimeout: 5\n", async (folder) => {
    await writeFile(join(folder, "m.mjs"), 'export const predict = (inputs) => inputs.map(() => "x");\n');
    await using predictor = await openPredictor(join(folder, "model.yml"), options());
    expect(predictor.files).toEqual([join(folder, "model.yml"), join(folder, "m.mjs")]);
    expect(await predictor.predict(asked("a"))).toEqual([{ prediction: "x", scores: null }]);
  });
});

test("a predictor file's time limits go before those of the run", async () => {
  await withFile("kind: module\nfile: m.mjs\ntimeout: 0.2\n", async (folder) => {
    await writeFile(join(folder, "m.mjs"), "export const predict = () => new Promise(() => {});\n");
    await using predictor = await openPredictor(join(folder, "model.yml"), options());
    expect(await predictor.predict(asked("a"))).toEqual([
      { problem: "the module did not answer within 0.2 s and was ended" },
    ]);
  });
});

test("what is wrong in a predictor file is told with its line and the nearest name", async () => {
  const wrong: [string, RegExp][] = [
    ["kind: modul\nfile: x\n", /line 1, kind: "modul" was given/],
    ["kind: module\nfiles: x\n", /line 2, files: unknown field; did you mean file\?/],
    ["kind: http\nurl: ftp://x\nbody: '{{input}}'\n", /line 2, url: "ftp:\/\/x" was given; it must be an http/],
    ["kind: http\nurl: http://me:pw@x\nbody: '{{input}}'\n", /line 2, url: /],
    ["kind: http\nurl: http://x\nbody: {a: 1}\n", /line 3, body: .*must hold \{\{input\}\}/],
    ["kind: open-inference\nurl: http://x/predict\n", /must end in \/v2\/models\/NAME/],
    ["kind: openai\nurl: http://x\nmodel: m\nparameters: {n: 2}\n", /line 4, parameters: /],
    ["kind: openai\nurl: http://x\nmodel: m\nclasses: [a, A]\n", /line 4, classes: /],
    ["kind: command\nrun: []\n", /line 2, run/],
    ["[", /model.yml/],
  ];
  for (const [text, message] of wrong) {
    await withFile(text, async (folder) => {
      const reading = readPredictorFile("model.yml", folder);
      await expect(reading, text).rejects.toMatchObject({ name: "UserError", message: expect.stringMatching(message) });
    });
  }
  await expect(readPredictorFile("nowhere.yml", ".")).rejects.toThrow("the predictor file nowhere.yml was not found");
});

test("the predictor files in the documentation are valid", async () => {
  const documentation = await readFile(join(import.meta.dirname, "..", "README.md"), "utf8");
  const examples = Array.from(documentation.matchAll(/```yaml\r?\n([\s\S]*?)```/g), ([, text]) => text ?? "");
  expect(examples).toHaveLength(5);
  for (const text of examples) {
    const { config } = await withFile(text, (folder) => readPredictorFile("model.yml", folder));
    expect(text).toContain(`kind: ${config.kind}`);
  }
});
