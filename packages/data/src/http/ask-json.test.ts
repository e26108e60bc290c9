import { expect, test } from "vitest";
import { type Handler, serveJson } from "../../../../test/harness/model-server/serve-json.ts";
import { LIMITS, openService } from "./ask-json.ts";

const TOKEN = "s3cr3t-s3cr3t";
const QUICK = { ...LIMITS, waits: [1, 1] };

async function ask(handler: Handler, { limits = QUICK, path = "", signal = new AbortController().signal } = {}) {
  await using server = await serveJson(handler);
  const service = openService({ url: `${server.url}/base/?key=k3y`, token: TOKEN, signal }, "sources.x", limits);
  const answer = await service(path, '{"a":1}').catch((error: unknown) => error);
  return { answer, requests: server.requests, url: server.url };
}

test("what is asked is posted below the address, with the token, and the JSON of the answer taken", async () => {
  const { answer, requests } = await ask(() => ({ body: { b: 2 } }), { path: "/api" });
  expect(answer).toEqual({ b: 2 });
  expect(requests).toMatchObject([{ method: "POST", path: "/base/api?key=k3y", body: { a: 1 } }]);
  expect(requests[0]?.headers).toMatchObject({ authorization: `Bearer ${TOKEN}`, "content-type": "application/json" });
});

test("failures that may pass are tried again, twice, and others not", async () => {
  let count = 0;
  const { answer } = await ask(() => ({ status: ++count < 3 ? 503 : 200, body: count }));
  expect(answer).toBe(3);
  for (const [status, tries] of [
    [500, 3],
    [429, 3],
    [400, 1],
    [401, 1],
    [422, 1],
  ] as const) {
    const { answer: refused, requests } = await ask(() => ({ status, body: { error: "no" } }));
    expect(requests).toHaveLength(tries);
    expect(refused).toMatchObject({ name: "UserError", message: expect.stringMatching(`answered ${status}: no$`) });
  }
});

test("an error names the source and the address without its query, and what the server says, without the token", async () => {
  const said = `bad \u202Etoken ${TOKEN}\n\u001b[31m${"x".repeat(400)}`;
  for (const body of [{ error: said }, { error: { message: said } }, { message: said }, said]) {
    const { answer, url } = await ask(() => ({ status: 400, body }));
    const message = `sources.x: ${url}/base/ answered 400: bad token *** [31mxxx`;
    expect(answer).toMatchObject({ name: "UserError", message: expect.stringContaining(message) });
    expect(String(answer)).not.toMatch(/s3cr3t|k3y|x{300}/);
  }
});

test("a token that a server puts into its answer goes no further", async () => {
  expect((await ask(() => ({ body: { [TOKEN]: [TOKEN] } }))).answer).toEqual({ "***": ["***"] });
});

test("a redirection is not followed", async () => {
  const { answer, requests } = await ask(() => ({ status: 307, headers: { location: "http://127.0.0.1:9/" } }));
  expect(answer).toMatchObject({
    message: expect.stringMatching(/answered 307, a redirection, which is not followed/),
  });
  expect(requests).toHaveLength(1);
});

test("what is no JSON, no UTF-8, too large or too late is no answer", async () => {
  const limits = { ...QUICK, bytes: 100, milliseconds: 200 };
  const cases: [Handler, RegExp][] = [
    [() => ({ body: "<html>" }), /answered something else than JSON$/],
    [() => ({ body: "" }), /answered something else than JSON$/],
    [answerBytes(0x22, 0xff, 0x22), /bytes that are no UTF-8$/],
    [() => ({ body: "x".repeat(101) }), /answered with more than 100 bytes$/],
    [() => null, /did not answer within 0.2 s$/],
  ];
  for (const [handler, message] of cases) {
    const { answer, requests } = await ask(handler, { limits });
    expect(answer).toMatchObject({ name: "UserError", message: expect.stringMatching(message) });
    expect(requests).toHaveLength(1);
  }
});

test("a server that is not there is tried again, and then told of", async () => {
  const gone = await serveJson(() => null);
  await gone[Symbol.asyncDispose]();
  const asking = openService({ url: gone.url, token: null }, "sources.x", QUICK)("", "{}");
  await expect(asking).rejects.toThrow(/^sources.x: .* gave no answer: connect ECONNREFUSED/);
});

test("an abort ends the waiting for an answer, and for another attempt, with its own reason", async () => {
  const reason = new Error("stopped by the user");
  for (const said of [null, { status: 503 }]) {
    const stop = new AbortController();
    const stopping: Handler = () => {
      setTimeout(() => stop.abort(reason), 50);
      return said;
    };
    const limits = { ...LIMITS, waits: [60_000] };
    expect((await ask(stopping, { limits, signal: stop.signal })).answer).toBe(reason);
  }
});

test("addresses and tokens that cannot be used are refused at once, and not shown", () => {
  const url = "https://metrics.invalid/";
  const wrong: [string, string | null, RegExp][] = [
    ["not a url", null, /its address is no URL of http or https/],
    ["ftp://metrics.invalid/", null, /its address is no URL of http or https/],
    [`https://me:${TOKEN}@metrics.invalid/`, null, /its address must not hold a user or password/],
    [url, "", /its token is empty, or has characters/],
    [url, `${TOKEN}\nx: y`, /its token is empty, or has characters/],
    ["http://metrics.invalid/", TOKEN, /would be sent a token over http:/],
    ["http://localhost.evil.invalid/", TOKEN, /would be sent a token over http:/],
    ["http://127.0.0.1.evil.invalid/", TOKEN, /would be sent a token over http:/],
  ];
  for (const [address, token, message] of wrong) {
    const opening = () => openService({ url: address, token }, "sources.x");
    expect(opening).toThrow(expect.objectContaining({ name: "UserError", message: expect.stringMatching(message) }));
    expect(opening).toThrow(expect.objectContaining({ message: expect.not.stringContaining(TOKEN) }));
  }
  for (const address of [url, "http://localhost:9090", "http://127.0.0.1:9090", "http://[::1]:9090"]) {
    expect(() => openService({ url: address, token: `${TOKEN}\n` }, "sources.x")).not.toThrow();
  }
});

function answerBytes(...bytes: readonly number[]): Handler {
  return (_, response) => {
    response.end(Buffer.from(bytes));
    return null;
  };
}
