import { expect, test } from "vitest";
import { serveJson } from "../../../../test/harness/model-server/serve-json.ts";
import { ask, options, problems } from "../fixtures/ask.ts";
import { openPredictor } from "../open-predictor.ts";
import { invocationOf } from "./mlflow-invocation.ts";

const asked = (...inputs: (string | Record<string, unknown>)[]) =>
  inputs.map((input) => ({ id: "q", input, repeat: 0 }));

test("texts and records are sent in each of MLflow's formats", () => {
  const texts = asked("a", "b");
  expect(invocationOf(texts, {})).toEqual({ inputs: ["a", "b"] });
  expect(invocationOf(texts, { format: "instances" })).toEqual({ instances: ["a", "b"] });
  expect(invocationOf(texts, { column: "review" })).toEqual({
    dataframe_split: { columns: ["review"], data: [["a"], ["b"]] },
  });
  expect(invocationOf(texts, { format: "dataframe_records" })).toEqual({
    dataframe_records: [{ text: "a" }, { text: "b" }],
  });
  const records = asked({ age: 1, __proto__: null }, JSON.parse('{"age":2,"__proto__":3}'));
  expect(invocationOf(records, {})).toEqual({
    dataframe_split: {
      columns: ["age", "__proto__"],
      data: [
        [1, null],
        [2, 3],
      ],
    },
  });
  expect(invocationOf(asked({ a: 1 }, { a: 2 }), { format: "inputs" })).toEqual({ inputs: { a: [1, 2] } });
  expect(invocationOf(asked({ a: 1 }, { a: 2 }), { format: "instances" })).toEqual({ instances: [{ a: 1 }, { a: 2 }] });
  expect(() => invocationOf(asked("a", { a: 1 }), {})).toThrow("texts and records");
});

test("predictions are classes, numbers, lists of probabilities or records", async () => {
  const predictions = [["no"], [1], [[0.25, 0.75]], [{ label: "yes", score: 0.5 }]];
  let count = 0;
  await using server = await serveJson(({ path }) =>
    path === "/ping" ? { body: "\n" } : { body: { predictions: predictions[count++] } },
  );
  const config = { kind: "mlflow" as const, url: server.url, classes: ["no", "yes"] };
  for (const expected of ["no", "yes", "yes"])
    expect(await ask(config, ["x"])).toMatchObject([{ prediction: expected }]);
  expect(await ask({ ...config, answer: { prediction: "/label" } }, ["x"])).toMatchObject([{ prediction: "yes" }]);
});

test("a server that is starting is waited for, and one that never is ready is a UserError", async () => {
  let pings = 0;
  await using server = await serveJson(({ path }) => {
    if (path === "/ping") return { status: ++pings < 3 ? 503 : 200 };
    return { body: { predictions: ["x"] } };
  });
  expect(problems(await ask(`mlflow:${server.url}/`, ["a"]))).toEqual([null]);
  expect(pings).toBe(3);
  await using broken = await serveJson(() => ({ status: 503, body: "loading" }));
  const opening = openPredictor(`mlflow:${broken.url}`, options({ startTimeout: 100 }));
  await expect(opening).rejects.toMatchObject({
    name: "UserError",
    message: `the model's server was not ready within 0.1 s: ${broken.url}/ping answered 503: loading`,
  });
  await using silent = await serveJson(() => null);
  await expect(openPredictor(`mlflow:${silent.url}`, options({ startTimeout: 100 }))).rejects.toMatchObject({
    message: expect.stringMatching(/not ready within 0.1 s: .*\/ping did not answer within 0.1 s$/),
  });
});

test("predictions that are missing or too few are each question's problem", async () => {
  let body: unknown = { predictions: ["x"] };
  await using server = await serveJson(() => ({ body }));
  const told = problems(await ask(`mlflow:${server.url}`, ["a", "b"]));
  expect(told).toEqual(Array.from({ length: 2 }, () => expect.stringMatching(/answered 1 predictions; a list of 2/)));
  body = ["x", "y"];
  expect(problems(await ask(`mlflow:${server.url}`, ["a", "b"]))).toEqual(
    Array.from({ length: 2 }, () => expect.stringMatching(/predictions that are missing/)),
  );
});
