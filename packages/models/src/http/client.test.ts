import { expect, test } from "vitest";
import { askOnce, openClient as open } from "../../../../test/harness/model-server/ask-client.ts";
import { serveJson } from "../../../../test/harness/model-server/serve-json.ts";

test("the JSON of a reply comes with the time that it took", async () => {
  const { reply, requests } = await askOnce([{ body: { a: 1 } }]);
  expect(reply).toEqual({ value: { a: 1 }, milliseconds: expect.any(Number) });
  expect(requests).toMatchObject([
    { method: "POST", path: "/answer?key=1", headers: { "content-type": "application/json" }, body: {} },
  ]);
});

test("what may pass is asked again, what will not is told at once, with what the server says", async () => {
  const passing = [{ status: 503 }, { status: 429, headers: { "retry-after": "0" } }, { body: 1 }];
  expect(await askOnce(passing)).toMatchObject({ reply: { value: 1 }, count: 3 });
  const refused = await askOnce([{ status: 422, body: { error: "no such\ntensor" } }]);
  expect(refused).toMatchObject({ reply: { message: `${refused.url}/answer answered 422: no such tensor` }, count: 1 });
  const broken = await askOnce([{ status: 500 }, { status: 500 }, { status: 500, body: "late" }, { body: 1 }]);
  expect(broken).toMatchObject({
    reply: { name: "HttpProblem", message: expect.stringMatching(/answered 500: late$/) },
    count: 3,
  });
});

test("a server that asks for a longer wait than a job can afford is not waited for", async () => {
  const said = { status: 429, headers: { "retry-after": "3600" } };
  expect(await askOnce([said, { body: 1 }])).toMatchObject({
    reply: { message: expect.stringContaining("429") },
    count: 1,
  });
});

test("a redirection is not followed, and something else than JSON is a problem", async () => {
  const away = await askOnce([{ status: 307, headers: { location: "http://127.0.0.1:1/" } }]);
  expect(away).toMatchObject({
    reply: { message: expect.stringContaining("a redirection, which is not followed") },
    count: 1,
  });
  const page = await askOnce([{ body: "<html>sign in</html>" }]);
  expect(page.reply).toMatchObject({
    message: `${page.url}/answer answered something else than JSON: <html>sign in</html>`,
  });
});

test("no answer in time is a problem at once, and so is nobody at the address after some attempts", async () => {
  await using silent = await serveJson(() => null);
  await using late = open({ url: silent.url }, { timeout: 50 });
  const request = { method: "GET", url: new URL(silent.url) } as const;
  await expect(late.ask(request, "")).rejects.toThrow(`${silent.url}/ did not answer within 0.05 s`);
  expect(silent.requests).toHaveLength(1);
  await silent[Symbol.asyncDispose]();
  await using gone = open({ url: silent.url, retries: 1 });
  await expect(gone.ask(request, "")).rejects.toThrow(/gave no answer: connect ECONNREFUSED/);
});

test("a server that goes on in another protocol, or writes no UTF-8, gives no answer", async () => {
  await using elsewhere = await serveJson((_, response) => {
    response.socket?.write("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n");
    return null;
  });
  await using latin = await serveJson((_, response) => {
    response.end(Buffer.from('"caf\u00e9"', "latin1"));
    return null;
  });
  const reasons: [string, RegExp][] = [
    [elsewhere.url, /gave no answer: the connection was closed/],
    [latin.url, /answered bytes that are no UTF-8/],
  ];
  for (const [url, message] of reasons) {
    await using client = open({ url, retries: 0 });
    await expect(client.ask({ method: "GET", url: new URL(url) }, "")).rejects.toThrow(message);
  }
});

test("a reply larger than 16 MB is a problem", async () => {
  await using server = await serveJson((_, response) => {
    const chunk = Buffer.alloc(1024 * 1024, "1");
    const pour = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on("drain", pour);
    pour();
    return null;
  });
  await using client = open({ url: server.url });
  const request = { method: "GET", url: new URL(server.url) } as const;
  await expect(client.ask(request, "")).rejects.toThrow("answered with more than 16777216 bytes");
});

test("at most as many requests are under way as configured", async () => {
  let underWay = 0;
  let most = 0;
  await using server = await serveJson(async () => {
    most = Math.max(most, ++underWay);
    await new Promise((resolve) => setTimeout(resolve, 20));
    underWay--;
    return { body: 1 };
  });
  await using client = open({ url: server.url, concurrency: 2 });
  const request = { method: "GET", url: new URL(server.url) } as const;
  await Promise.all(Array.from({ length: 9 }, () => client.ask(request, "")));
  expect(most).toBe(2);
});

test("an endpoint that is out of reach ten times in a row is not asked any more", async () => {
  await using server = await serveJson(() => ({ status: 401, body: { error: "who are you?" } }));
  await using client = open({ url: server.url });
  const request = { method: "GET", url: new URL(server.url) } as const;
  for (let asked = 0; asked < 10; asked++) await expect(client.ask(request, "")).rejects.toThrow("answered 401");
  await expect(client.ask(request, "")).rejects.toThrow(
    `not asked, since the 10 requests before failed; the last: ${server.url}/ answered 401: who are you?`,
  );
  expect(server.requests).toHaveLength(10);
});

test("an endpoint that fails on what it is sent is asked on, but not again for the same", async () => {
  await using server = await serveJson(() => ({ status: 500 }));
  await using client = open({ url: server.url, retries: 1 });
  for (let failure = 0; failure < 10; failure++) client.health.failed({ ...problem, message: "x" });
  await expect(client.ask({ method: "GET", url: new URL(server.url) }, "")).rejects.toThrow("answered 500");
  expect(server.requests).toHaveLength(1);
});

const problem = { name: "HttpProblem", status: 500, retryAfter: null, mayPass: true } as const;

test("a connection that the server has closed since the request before is no failed attempt", async () => {
  const served = new WeakSet();
  await using server = await serveJson((_, response) => {
    const { socket } = response;
    if (socket === null || served.has(socket)) {
      socket?.destroy();
      return null;
    }
    served.add(socket);
    return { body: 1 };
  });
  await using client = open({ url: server.url, retries: 0 });
  const request = { method: "GET", url: new URL(server.url) } as const;
  for (let asked = 0; asked < 3; asked++) expect(await client.ask(request, "")).toMatchObject({ value: 1 });
  expect(server.requests).toHaveLength(5);
});

test("of a long reply that is no answer the beginning and the end are shown", async () => {
  const { reply } = await askOnce([{ status: 400, body: `Traceback ${"at ".repeat(500)}ValueError: no` }]);
  expect(reply).toMatchObject({ message: expect.stringMatching(/400: Traceback (at )+at … .*ValueError: no$/) });
});

test("an abort ends a request and the waiting between attempts, with the signal's reason", async () => {
  await using silent = await serveJson(() => null);
  await using busy = await serveJson(() => ({ status: 503, headers: { "retry-after": "50" } }));
  for (const { url } of [silent, busy]) {
    const controller = new AbortController();
    await using client = open({ url }, { signal: controller.signal });
    const asking = client.ask({ method: "GET", url: new URL(url) }, "");
    setTimeout(() => controller.abort(new Error("interrupted")), 50);
    await expect(asking).rejects.toThrow(/^interrupted$/);
  }
});
