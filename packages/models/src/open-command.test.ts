import { once } from "node:events";
import { createServer, Socket } from "node:net";
import { join } from "node:path";
import { UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { ask, asked, FIXTURES, options, problems, SECRETS } from "./fixtures/ask.ts";
import { openPredictor } from "./open-predictor.ts";
import type { PredictorConfig } from "./predictor-config.ts";

const node = (mood: string) => `command:${JSON.stringify([process.execPath, "serve.mjs", mood])}`;

test("a command answers in any order, over several batches", async () => {
  await using predictor = await openPredictor(node("reversed"), options());
  for (let batch = 0; batch < 3; batch++) {
    const answers = await predictor.predict(asked("a", "a longer text"));
    expect(answers).toMatchObject([{ prediction: "short" }, { prediction: "long" }]);
  }
  expect(predictor.files).toEqual([process.execPath, join(FIXTURES, "serve.mjs")]);
});

test("a command sees nothing of the environment but what is allowed", async () => {
  const [answer] = await ask(node("environment"), ["a"]);
  const names = answer !== undefined && "prediction" in answer ? answer.prediction.split(",") : [];
  expect(names).toContain("TZ");
  expect(names.filter((name) => name in SECRETS)).toEqual([]);
});

test("a command that writes anything else than its answers is told the line", async () => {
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

test("a number that is none, as Python writes it, is the problem of its own question only", async () => {
  expect(problems(await ask(node("python"), ["a", "b"]))).toEqual([
    expect.stringMatching(/the score of class "x" is null; a finite number/),
    null,
  ]);
});

test("a command that ends before all is answered is told with its code and its last words", async () => {
  expect(problems(await ask(node("dies"), ["a"]))).toEqual([
    "the command ended before it had answered, with exit code 4; its output ends: cannot open weights.bin",
  ]);
  expect(problems(await ask(node("stops"), ["a", "b"]))).toEqual([
    null,
    "the command ended before it had answered, with exit code 5; its output ends: out of memory",
  ]);
});

test("a command that crashes loses its batch only: the next one starts it again, a few times", async () => {
  await using predictor = await openPredictor(node("fragile"), options());
  for (let crash = 0; crash < 4; crash++) {
    expect(problems(await predictor.predict(asked("fine", "crash", "fine")))).toEqual([
      null,
      "the command ended before it had answered, with exit code 6",
      "the command ended before it had answered, with exit code 6",
    ]);
    if (crash < 3) expect(problems(await predictor.predict(asked("fine")))).toEqual([null]);
  }
  expect(problems(await predictor.predict(asked("fine")))).toEqual([
    "the command ended before it had answered, with exit code 6; it was started again 3 times and is no more",
  ]);
});

test("a command that answers a question twice leaves no answer to it", async () => {
  expect(problems(await ask(node("twice"), ["a", "b"]))).toEqual([
    "the command answered this twice",
    expect.stringMatching(/line 2 answers "q0" a second time/),
  ]);
});

test("a question that a command is asked several times in a batch has several answers", async () => {
  await using predictor = await openPredictor(node("reversed"), options());
  const repeats = ["a", "a longer text"].map((input, repeat) => ({ id: "same", input, repeat }));
  expect(await predictor.predict(repeats)).toMatchObject([{ prediction: "short" }, { prediction: "long" }]);
});

test("a command is given the variables that its predictor names, and what they hold is masked in what it says", async () => {
  const env = { PATH: process.env["PATH"], MODEL_KEY: "hunter2-hunter2" };
  const run = [process.execPath, "serve.mjs", "tells"];
  const config = { kind: "command", run, environment: ["MODEL_KEY"] } satisfies PredictorConfig;
  expect(await ask(config, ["a", "crash"], { env })).toEqual([
    { prediction: "key ***", scores: null },
    { problem: expect.stringMatching(/with exit code 7; its output ends: key \*\*\*\nkey \*\*\*$/) },
  ]);
});

test("a command that does not answer in time is ended", async () => {
  const told = problems(await ask(node("silent"), ["a"], { startTimeout: 500 }));
  expect(told).toEqual([expect.stringMatching(/^the command did not answer within 0.5 s and was ended/)]);
});

test("a command that lingers once its input is closed is killed", async () => {
  expect(problems(await ask(node("lingers"), ["a"]))).toEqual([null]);
});

test.skipIf(process.platform === "win32")("a command that starts others leaves none of them behind", async () => {
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

test("a command that cannot be started is a UserError", async () => {
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
