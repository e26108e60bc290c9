import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import { openPredictor } from "./open-predictor.ts";
import type { Answer, PredictorOptions } from "./predictor.ts";

const FIXTURES = join(import.meta.dirname, "fixtures");
const SECRETS = {
  GITHUB_TOKEN: "t",
  INPUT_KEY: "k",
  ACTIONS_RUNTIME_TOKEN: "r",
  AWS_SECRET_ACCESS_KEY: "s",
  NODE_OPTIONS: "",
};

function options(change: Partial<PredictorOptions> = {}): PredictorOptions {
  const env = { PATH: process.env["PATH"], SystemRoot: process.env["SystemRoot"], TZ: "UTC", ...SECRETS };
  return { cwd: FIXTURES, env, timeout: 10_000, startTimeout: 20_000, ...change };
}

function asked(...inputs: string[]) {
  return inputs.map((input, index) => ({ id: `q${index}`, input }));
}

async function ask(reference: string, inputs: readonly string[], change: Partial<PredictorOptions> = {}) {
  await using predictor = await openPredictor(reference, options(change));
  return await predictor.predict(asked(...inputs));
}

function problems(answers: readonly Answer[]): (string | null)[] {
  return answers.map((answer) => ("problem" in answer ? answer.problem : null));
}

const node = (mood: string) => `command:${JSON.stringify([process.execPath, "serve.mjs", mood])}`;

describe("a module", () => {
  test("in TypeScript answers with classes and scores, and its output stays apart from ours", async () => {
    const answers = await ask("good.ts", ["a", "a longer text"]);
    expect(answers).toEqual([
      { prediction: "short", scores: new Map(Object.entries({ long: 0.1, short: 0.9 })) },
      { prediction: "long", scores: new Map(Object.entries({ long: 1, short: 0 })) },
    ]);
  });

  test("in CommonJS answers, be it later", async () => {
    expect(await ask("module:common.cjs", ["a"])).toEqual([{ prediction: "yes", scores: null }]);
  });

  test("sees nothing of the environment but what is allowed", async () => {
    const [answer] = await ask("moody.mjs", ["environment"]);
    const names = answer !== undefined && "prediction" in answer ? answer.prediction.split(",") : [];
    expect(names).toEqual(expect.arrayContaining(["PATH", "TZ"]));
    expect(names.filter((name) => name in SECRETS)).toEqual([]);
  });

  test("that throws, rejects, or answers by the wrong count or type is told so in every answer's place", async () => {
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

  test("whose single answer is no answer is told so in that one's place", async () => {
    expect(problems(await ask("moody.mjs", ["nan", "b", "c"]))).toEqual([
      'the score of class "x" is NaN; a finite number is allowed',
      null,
      null,
    ]);
    const wrong = await ask("moody.mjs", ["types", ..."1234567"]);
    expect(problems(wrong).every((problem) => problem !== null)).toBe(true);
  });

  test("may use an object's own machinery as classes", async () => {
    const [answer] = await ask("moody.mjs", ["hostile"]);
    expect(answer).toMatchObject({ prediction: "__proto__" });
  });

  test("may use its worker's port for messages of its own", async () => {
    expect(problems(await ask("chatty.mjs", ["a", "b"]))).toEqual([null, null]);
  });

  test("that hangs or loops without end is ended, and stays ended", async () => {
    for (const mood of ["hang", "loop"]) {
      await using predictor = await openPredictor("moody.mjs", options({ timeout: 300 }));
      const late = "the module did not answer within 0.3 s and was ended";
      expect(problems(await predictor.predict(asked(mood, "b"))), mood).toEqual([late, late]);
      expect(problems(await predictor.predict(asked("fine"))), mood).toEqual([late]);
    }
  });

  test("that ends by itself is told with its code and the end of its output", async () => {
    expect(problems(await ask("moody.mjs", ["exit"]))).toEqual([
      expect.stringMatching(/^the module ended by itself, with exit code 3/),
    ]);
  });

  test("that cannot be loaded is a UserError that says why", async () => {
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

  test("at work when the run is aborted is ended, with the signal's reason", async () => {
    const controller = new AbortController();
    await using predictor = await openPredictor("moody.mjs", options({ signal: controller.signal }));
    const answers = predictor.predict(asked("loop"));
    controller.abort(new Error("interrupted"));
    await expect(answers).rejects.toThrow("interrupted");
  });
});

describe("a command", () => {
  test("answers in any order, over several batches", async () => {
    await using predictor = await openPredictor(node("reversed"), options());
    for (let batch = 0; batch < 3; batch++) {
      const answers = await predictor.predict(asked("a", "a longer text"));
      expect(answers).toMatchObject([{ prediction: "short" }, { prediction: "long" }]);
    }
    expect(predictor.files).toEqual([process.execPath, join(FIXTURES, "serve.mjs")]);
  });

  test("sees nothing of the environment but what is allowed", async () => {
    const [answer] = await ask(node("environment"), ["a"]);
    const names = answer !== undefined && "prediction" in answer ? answer.prediction.split(",") : [];
    expect(names).toContain("TZ");
    expect(names.filter((name) => name in SECRETS)).toEqual([]);
  });

  test("that writes anything else than its answers is told the line", async () => {
    const expected: [string, RegExp][] = [
      ["garbage", /^the command wrote something else than answers: line 1 is not a JSON object: Loading checkpoint/],
      ["unknown", /line 1 has the id "nobody", which was not asked/],
      ["twice", /line 2 answers "q0" a second time/],
      ["nameless", /line 1 has no id/],
      ["flood", /cannot be read: line 1 has more than 1048576 characters/],
      ["nan", /the score of class "x" is "NaN"/],
    ];
    for (const [mood, message] of expected) {
      const told = problems(await ask(node(mood), ["a", "b"]));
      expect(told.at(-1), mood).toMatch(message);
    }
  });

  test("that ends before all is answered is told with its code and its last words", async () => {
    expect(problems(await ask(node("dies"), ["a"]))).toEqual([
      "the command ended before it had answered, with exit code 4; its output ends: cannot open weights.bin",
    ]);
    expect(problems(await ask(node("stops"), ["a", "b"]))).toEqual([
      null,
      "the command ended before it had answered, with exit code 5; its output ends: out of memory",
    ]);
  });

  test("that does not answer in time is ended", async () => {
    const told = problems(await ask(node("silent"), ["a"], { startTimeout: 500 }));
    expect(told).toEqual([expect.stringMatching(/^the command did not answer within 0.5 s and was ended/)]);
  });

  test("that lingers once its input is closed is killed", async () => {
    expect(problems(await ask(node("lingers"), ["a"]))).toEqual([null]);
  });

  test.skipIf(process.platform === "win32")("that starts others leaves none of them behind", async () => {
    const server = createServer();
    await once(server.listen(0, "127.0.0.1"), "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const command = JSON.stringify([process.execPath, "wraps.mjs", String(port)]);
    const predictor = await openPredictor(`command:${command}`, options());
    const [socket]: unknown[] = await once(server, "connection");
    if (!(socket instanceof Socket)) throw new Error("no connection");
    const closed = once(socket.on("error", () => {}).resume(), "close");
    await predictor[Symbol.asyncDispose]();
    await closed;
    server.close();
  });

  test("that cannot be started is a UserError", async () => {
    const wrong: [readonly string[], RegExp][] = [
      [["no-such-program-here", "--x"], /cannot be started: .*ENOENT/],
      [[join(FIXTURES, "serve.mjs", "x")], /cannot be started: /],
      [["node", "a\0b"], /cannot be started: .*null bytes/],
    ];
    for (const [argv, message] of wrong) {
      const open = openPredictor(`command:${JSON.stringify(argv)}`, options());
      const error: unknown = await open.catch((reason: unknown) => reason);
      expect(error, argv.join(" ")).toBeInstanceOf(UserError);
      expect(error).toMatchObject({ message: expect.stringMatching(message) });
    }
  });
});

describe("a file of predictions", () => {
  async function withFile<T>(content: string, work: (path: string) => Promise<T>): Promise<T> {
    const folder = await mkdtemp(join(tmpdir(), "airworthy-models-"));
    try {
      const path = join(folder, "p.jsonl");
      await writeFile(path, content);
      return await work(path);
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  test("answers by id, or by input where rows have that", async () => {
    const byId = '{"id":"q1","prediction":"x"}\r\n\n{"id":"q0","prediction":"y","scores":{"y":1}}';
    expect(await withFile(byId, (path) => ask(path, ["a", "b"]))).toMatchObject([
      { prediction: "y" },
      { prediction: "x" },
    ]);
    const byInput = '{"input":"b","prediction":"x"}\n{"input":"__proto__","prediction":"y"}\n';
    expect(await withFile(byInput, (path) => ask(path, ["__proto__", "b"]))).toMatchObject([
      { prediction: "y" },
      { prediction: "x" },
    ]);
  });

  test("without a row for a question says which id is missing", async () => {
    const told = await withFile('{"id":"q0","prediction":"x"}', (path) => ask(path, ["a", "b"]));
    expect(problems(told)).toEqual([null, 'no row of the predictions has the id "q1"']);
  });

  test("that is not sound is a UserError that names the line", async () => {
    const wrong: [string, RegExp][] = [
      ["", /is empty/],
      ['{"id":"a","prediction":"x"}\n\n{oops', /line 3 is not JSON/],
      ["[]", /line 1 is not an object/],
      ['{"prediction":"x"}', /line 1: neither id nor input/],
      ['{"id":"a","prediction":"x"}\n{"input":"b","prediction":"x"}', /line 2: id must be a text/],
      ['{"id":7,"prediction":"x"}', /line 1: id must be a text/],
      ['{"id":"a","prediction":"x"}\n{"id":"a","prediction":"x"}', /line 2: id "a" is there twice/],
      ['{"id":"a"}', /line 1: the prediction is missing/],
      ['{"id":"a","prediction":"x","scores":{"x":null}}', /line 1: the score of class "x" is null/],
    ];
    for (const [content, message] of wrong) {
      const error: unknown = await withFile(content, (path) => ask(path, ["a"])).catch((reason: unknown) => reason);
      expect(error, content).toBeInstanceOf(UserError);
      expect(error).toMatchObject({ message: expect.stringMatching(message) });
    }
    await expect(ask("nowhere.jsonl", ["a"])).rejects.toThrow(/nowhere.jsonl was not found/);
  });
});
