import { UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { ask, asked, options, problems, SECRETS } from "./fixtures/ask.ts";
import { openPredictor } from "./open-predictor.ts";
import type { PredictorConfig } from "./predictor-config.ts";

test("a module in TypeScript answers with classes and scores, and its output stays apart from ours", async () => {
  const answers = await ask("good.ts", ["a", "a longer text"]);
  expect(answers).toEqual([
    { prediction: "short", scores: new Map(Object.entries({ long: 0.1, short: 0.9 })) },
    { prediction: "long", scores: new Map(Object.entries({ long: 1, short: 0 })) },
  ]);
});

test("a module in CommonJS answers, be it later", async () => {
  expect(await ask("module:common.cjs", ["a"])).toEqual([{ prediction: "yes", scores: null }]);
});

test("a module sees nothing of the environment but what is allowed", async () => {
  const [answer] = await ask("moody.mjs", ["environment"]);
  const names = answer !== undefined && "prediction" in answer ? answer.prediction.split(",") : [];
  expect(names).toEqual(expect.arrayContaining(["PATH", "TZ"]));
  expect(names.filter((name) => name in SECRETS)).toEqual([]);
});

test("a module that throws, rejects, or answers by the wrong count or type is told so in every answer's place", async () => {
  const expected: [string, RegExp][] = [
    ["throw", /^the module threw RangeError: weights are missing/],
    ["reject", /^the module threw Error: rejected/],
    ["few", /^the module gave 1 answers to 2 questions/],
    ["none", /^the module answered a value of type undefined instead of a list of 2/],
    ["text", /^the module answered a value of type string/],
    ["functions", /^the module threw DataCloneError/],
    ["sparse", /^missing was answered/],
  ];
  await using predictor = await openPredictor("moody.mjs", options());
  for (const [mood, message] of expected) {
    const told = problems(await predictor.predict(asked(mood, "b")));
    expect(told, mood).toEqual([expect.stringMatching(message), expect.stringMatching(message)]);
  }
  expect(problems(await predictor.predict(asked("fine", "b")))).toEqual([null, null]);
});

test("a module whose single answer is no answer is told so in that one's place", async () => {
  expect(problems(await ask("moody.mjs", ["nan", "b", "c"]))).toEqual([
    'the score of class "x" is NaN; a finite number is allowed',
    null,
    null,
  ]);
  const wrong = await ask("moody.mjs", ["types", ..."123456789"]);
  expect(problems(wrong).every((problem) => problem !== null)).toBe(true);
});

test("a module may use an object's own machinery as classes", async () => {
  const [answer] = await ask("moody.mjs", ["hostile"]);
  expect(answer).toMatchObject({ prediction: "__proto__" });
});

test("a module may use its worker's port for messages of its own", async () => {
  expect(problems(await ask("chatty.mjs", ["a", "b"]))).toEqual([null, null]);
});

test("a module that hangs, loops without end or ends by itself loses its batch only: the next one loads it again", async () => {
  const late = /^the module did not answer within 0.3 s and was ended$/;
  const expected: [string, RegExp][] = [
    ["hang", late],
    ["loop", late],
    ["exit", /^the module ended by itself, with exit code 3/],
  ];
  for (const [mood, message] of expected) {
    await using predictor = await openPredictor("moody.mjs", options({ timeout: 300 }));
    const lost = problems(await predictor.predict(asked(mood, "b")));
    expect(lost, mood).toEqual([expect.stringMatching(message), expect.stringMatching(message)]);
    expect(problems(await predictor.predict(asked("fine"))), mood).toEqual([null]);
  }
});

test("a module that ends again and again is given up after three more starts, and says why", async () => {
  await using predictor = await openPredictor("moody.mjs", options());
  const told: (string | null)[] = [];
  for (let batch = 0; batch < 6; batch++) told.push(...problems(await predictor.predict(asked("exit"))));
  expect(told.map((problem) => problem?.includes("it was started again 3 times"))).toEqual([
    ...Array.from({ length: 4 }, () => false),
    true,
    true,
  ]);
});

test("a module's batches asked at once are answered one after another", async () => {
  await using predictor = await openPredictor("moody.mjs", options());
  const all = await Promise.all([predictor.predict(asked("fine", "b")), predictor.predict(asked("fine"))]);
  expect(all.map((answers) => answers.length)).toEqual([2, 1]);
});

test("a module is given the variables that its predictor names, and what they hold is masked in what it says", async () => {
  const env = { PATH: process.env["PATH"], MODEL_KEY: "hunter2-hunter2", MODEL_SIZE: "small" };
  const config = {
    kind: "module",
    file: "moody.mjs",
    environment: ["MODEL_KEY", "MODEL_SIZE"],
  } satisfies PredictorConfig;
  expect(await ask(config, ["tell"], { env })).toMatchObject([
    { prediction: "key *** small", scores: new Map([["***", 1]]) },
  ]);
  expect(problems(await ask(config, ["blab"], { env }))).toEqual([
    "the module threw Error: denied to ***; its output ends: tried ***",
  ]);
  const unset = openPredictor(config, options({ env: { MODEL_SIZE: "small" } }));
  await expect(unset).rejects.toThrow(/MODEL_KEY, which the predictor names, is not set/);
});

test("what a module wrote before it threw is in its message, however often it is asked", async () => {
  const env = { PATH: process.env["PATH"], MODEL_KEY: "hunter2-hunter2" };
  const config = { kind: "module", file: "moody.mjs", environment: ["MODEL_KEY"] } satisfies PredictorConfig;
  await using predictor = await openPredictor(config, options({ env }));
  for (let times = 1; times <= 30; times++) {
    const [problem] = problems(await predictor.predict(asked("blab")));
    expect(problem?.match(/tried \*{3}/g)).toHaveLength(times);
  }
});

test("a module that cannot be loaded is a UserError that says why", async () => {
  const wrong: [string, RegExp][] = [
    ["nowhere.ts", /nowhere.ts was not found/],
    ["throws.mjs", /throws.mjs failed to load: Error: no licence found/],
    ["no-predict.mjs", /no-predict.mjs exports no function named predict/],
    ["endless.mjs", /endless.mjs did not answer within 0.5 s/],
  ];
  for (const [reference, message] of wrong) {
    const open = openPredictor(reference, options({ startTimeout: reference === "endless.mjs" ? 500 : 20_000 }));
    const error: unknown = await open.catch((reason: unknown) => reason);
    expect(error, reference).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ message: expect.stringMatching(message) });
  }
});

test("a module at work when the run is aborted is ended, with the signal's reason", async () => {
  const controller = new AbortController();
  await using predictor = await openPredictor("moody.mjs", options({ signal: controller.signal }));
  const answers = predictor.predict(asked("loop"));
  controller.abort(new Error("interrupted"));
  await expect(answers).rejects.toThrow("interrupted");
});
