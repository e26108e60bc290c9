import { expect, test } from "vitest";
import { type Said, serveJson } from "../../../../../test/harness/model-server/serve-json.ts";
import { ask, options, problems } from "../../fixtures/ask.ts";
import type { ModelInput } from "../../predictor.ts";
import { own } from "../../show.ts";
import { openChat } from "./chat.ts";

// A stand-in that answers in the shape of OpenAI's API reference for chat completions, its example's fields and numbers.
function completion(content: string | null, change: object = {}, finish = "stop"): Said {
  return {
    body: {
      id: "chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT",
      object: "chat.completion",
      created: 1741569952,
      model: "gpt-5.4",
      choices: [
        {
          index: 0,
          message: { role: "assistant", content, refusal: null, annotations: [], ...change },
          logprobs: null,
          finish_reason: finish,
        },
      ],
      usage: { prompt_tokens: 19, completion_tokens: 10, total_tokens: 29 },
    },
  };
}

async function askOf(said: Said, config: object, input: ModelInput = "a text") {
  await using server = await serveJson(() => said);
  const whole = { kind: "openai" as const, url: `${server.url}/v1`, model: "m", ...config };
  const [answer] = await ask(whole, [input]);
  return { answer, request: server.requests[0] };
}

test("prompts, parameters and the format of the reply are sent as configured", async () => {
  const config = {
    system: "You rate {{what}}.",
    user: "Rate: {{text}}",
    temperature: 0,
    "max-tokens": 5,
    parameters: { top_p: 0.5 },
    "response-format": { type: "json_object" },
  };
  const { request } = await askOf(completion("x"), config, { what: "films", text: "{{what}}" });
  expect(request).toMatchObject({ method: "POST", path: "/v1/chat/completions" });
  expect(request?.body).toEqual({
    model: "m",
    messages: [
      { role: "system", content: "You rate films." },
      { role: "user", content: "Rate: {{what}}" },
    ],
    n: 1,
    temperature: 0,
    max_tokens: 5,
    top_p: 0.5,
    response_format: { type: "json_object" },
  });
});

test("a record's own messages are sent where no prompt is given", async () => {
  const messages = [
    { role: "user", content: "Hi" },
    { role: "assistant", content: "Hello" },
    { role: "user", content: "Bye" },
  ];
  const { request } = await askOf(completion("x"), {}, { messages });
  expect(own(request?.body, "messages")).toEqual(messages);
  for (const wrong of [[], "Hi", [{ role: "tool", content: "x" }], [{ role: "user", content: [1] }]]) {
    expect((await askOf(completion("x"), {}, { messages: wrong })).answer).toHaveProperty("problem");
  }
});

test("the reply is the generated text, with tokens, their cost and the time", async () => {
  const { answer } = await askOf(completion("Paris."), { prices: { input: 2, output: 10 } });
  // 19 tokens at 2 dollars and 10 at 10 dollars a million: 38 + 100 millionths.
  expect(answer).toEqual({
    prediction: "Paris.",
    scores: null,
    usage: { inputTokens: 19, outputTokens: 10, cost: 138e-6, milliseconds: expect.any(Number) },
  });
});

test("with classes the reply is one of them, but for case and white space, or a problem", async () => {
  const config = { classes: ["Positive", "negative"] };
  expect((await askOf(completion(" positive\n"), config)).answer).toMatchObject({ prediction: "Positive" });
  for (const text of ["positive!", "It is negative", "neutral"]) {
    expect((await askOf(completion(text), config)).answer).toMatchObject({
      problem: expect.stringMatching(/none of the classes/),
    });
  }
});

test("a refusal is a text to be judged, but no class", async () => {
  const refusal = completion(null, { refusal: "I cannot help with that." });
  expect((await askOf(refusal, {})).answer).toMatchObject({ prediction: "I cannot help with that." });
  expect((await askOf(refusal, { classes: ["a", "b"] })).answer).toEqual({
    problem: 'the model refused: "I cannot help with that."',
  });
});

test("a reply that was cut off, filtered, empty, of several choices or none is a problem", async () => {
  const wrong: [Said, RegExp][] = [
    [completion("Par", {}, "length"), /cut off at its limit of tokens/],
    [completion(null, {}, "content_filter"), /content filter/],
    [completion(null, { tool_calls: [] }, "tool_calls"), /calls a tool/],
    [completion(""), /holds no text/],
    [{ body: { choices: [] } }, /no chat completion of one choice: choices/],
    [{ body: { error: { message: "overloaded" } } }, /no chat completion/],
    [{ status: 401, body: { error: { message: "Incorrect API key" } } }, /answered 401: Incorrect API key/],
  ];
  for (const [said, message] of wrong) {
    const { answer } = await askOf(said, {});
    expect(problems(answer === undefined ? [] : [answer])).toEqual([expect.stringMatching(message)]);
  }
});

test("a question asked again has the next seed", async () => {
  await using server = await serveJson(() => completion("x"));
  const { openPredictor } = await import("../../open-predictor.ts");
  await using predictor = await openPredictor({ kind: "openai", url: server.url, model: "m", seed: 7 }, options());
  await predictor.predict([0, 1].map((repeat) => ({ id: "q", input: "a", repeat })));
  expect(server.requests.map(({ body }) => own(body, "seed")).sort()).toEqual([7, 8]);
});

test("a chat asks for JSON of a schema, and its problems show no secret", async () => {
  let said = completion('{"score":1}');
  await using server = await serveJson(() => said);
  const headers = { Authorization: `Bearer \${KEY}` };
  const config = { url: server.url, model: "judge", headers, secrets: ["KEY"] };
  await using chat = openChat(config, options({ env: { KEY: "sk-0123456789" } }));
  const jsonSchema = { type: "object" };
  expect(await chat.complete([{ role: "user", content: "Rate it" }], { jsonSchema })).toMatchObject({
    text: '{"score":1}',
  });
  expect(own(server.requests[0]?.body, "response_format")).toEqual({
    type: "json_schema",
    json_schema: { name: "answer", schema: jsonSchema, strict: true },
  });
  said = { status: 400, body: { error: { message: "Bearer sk-0123456789 is wrong" } } };
  expect(await chat.complete([])).toEqual({
    problem: `${server.url}/chat/completions answered 400: Bearer *** is wrong`,
  });
});
