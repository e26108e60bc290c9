import { expect, test } from "vitest";
import { serveJson } from "../../../../test/harness/model-server/serve-json.ts";
import { ask, asked, options, problems } from "../fixtures/ask.ts";
import { openPredictor } from "../open-predictor.ts";
import { own } from "../show.ts";

test("each input is sent in a request of its own, and its answer read where the configuration says", async () => {
  await using server = await serveJson(({ body }) => ({
    body: { result: { label: own(body, "text") === "a" ? "yes" : "no" } },
  }));
  const config = {
    kind: "http",
    url: server.url,
    body: { text: "{{input}}", options: { top: 1 } },
    answer: { prediction: "/result/label" },
  } as const;
  const usage = { milliseconds: expect.any(Number) };
  expect(await ask({ ...config }, ["a", 'b"}'])).toEqual([
    { prediction: "yes", scores: null, usage },
    { prediction: "no", scores: null, usage },
  ]);
  expect(server.requests.map(({ body }) => body)).toEqual(
    expect.arrayContaining([
      { text: "a", options: { top: 1 } },
      { text: 'b"}', options: { top: 1 } },
    ]),
  );
});

test("a body with {{inputs}} takes several, in order, and a reply of another number is each one's problem", async () => {
  await using server = await serveJson(({ body }) => {
    const texts = own(body, "texts");
    if (!Array.isArray(texts)) return { status: 400 };
    return { body: { out: texts.includes("short") ? [] : texts.map((text) => `class ${text}`) } };
  });
  const config = { kind: "http" as const, url: server.url, body: { texts: "{{inputs}}" }, batch: 2, answers: "/out" };
  expect(await ask(config, ["a", "b", "c"])).toMatchObject([
    { prediction: "class a" },
    { prediction: "class b" },
    { prediction: "class c" },
  ]);
  expect(server.requests).toHaveLength(2);
  expect(problems(await ask(config, ["a", "b", "short"]))).toEqual([
    null,
    null,
    `${server.url}/ answered 0 answers; a list of 1 was asked for`,
  ]);
});

test("a batch that is refused is asked one by one: only the bad input has no answer", async () => {
  await using server = await serveJson(({ body }) => {
    const texts = own(body, "texts");
    if (!Array.isArray(texts) || texts.includes("bad")) return { status: 400, body: { error: "cannot read bad" } };
    return { body: texts };
  });
  const config = { kind: "http" as const, url: server.url, body: { texts: "{{inputs}}" } };
  expect(problems(await ask(config, ["a", "bad", "c"]))).toEqual([
    null,
    `${server.url}/ answered 400: cannot read bad`,
    null,
  ]);
});

test("a time-out is the problem of exactly the questions that were in the request", async () => {
  await using server = await serveJson(({ body }) =>
    own(body, "x") === "slow" ? null : { body: { prediction: "fine" } },
  );
  const config = { kind: "http" as const, url: server.url, body: { x: "{{input}}" }, timeout: 0.5 };
  expect(problems(await ask(config, ["a", "slow", "c"]))).toEqual([
    null,
    `${server.url}/ did not answer within 0.5 s`,
    null,
  ]);
});

test("a record's fields fill the body, and one that it lacks is its problem alone", async () => {
  await using server = await serveJson(({ body }) => ({ body: own(body, "age") }));
  const config = { kind: "http" as const, url: server.url, body: { age: "{{age}}" } };
  expect(await ask(config, [{ age: 41 }, { name: "x" }])).toMatchObject([
    { prediction: "41", value: 41 },
    { problem: 'the input has no field "age"' },
  ]);
});

test("a configuration that contradicts itself is a UserError", async () => {
  const url = "http://localhost/";
  const mixed = { kind: "http" as const, url, body: { a: "{{inputs}}", b: "{{input}}" } };
  await expect(openPredictor(mixed, options())).rejects.toThrow(/one of the two is allowed/);
  const single = { kind: "http" as const, url, body: { a: "{{input}}" }, batch: 3 };
  await expect(openPredictor(single, options())).rejects.toThrow(/batch and answers are for a body with/);
});

test("the identity says how the model is called, and not how long that may take or which secrets it takes", async () => {
  const config = { kind: "http" as const, url: "http://localhost/", body: { a: "{{input}}" } };
  const identity = async (change: object) => {
    await using predictor = await openPredictor({ ...config, ...change }, options({ env: { KEY: "12345678" } }));
    await predictor.predict(asked());
    return predictor.identity;
  };
  const first = await identity({});
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(await identity({ timeout: 3, concurrency: 2, retries: 0, secrets: ["KEY"] })).toBe(first);
  expect(await identity({ body: { b: "{{input}}" } })).not.toBe(first);
});
