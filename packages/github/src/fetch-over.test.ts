import { Agent, createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { listen } from "../../../test/harness/github/listen.ts";
import { fetchOver } from "./fetch-over.ts";
import { runnersFetch } from "./plain-fetch.ts";

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** A server that records what it is asked, and answers as `answer` says. */
async function serve(answer: (seen: Seen, response: ServerResponse) => void) {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    const one = { method, url, headers, body: await text(request) };
    seen.push(one);
    answer(one, response);
  });
  const listening = await listen(server);
  return { url: listening.url, seen, [Symbol.asyncDispose]: listening[Symbol.asyncDispose] };
}

const direct = new Agent();
const send = fetchOver(() => direct);

test.concurrent("what is asked and answered is what fetch would ask and answer", async () => {
  await using server = await serve(({ method, body }, response) => {
    response.writeHead(201, "Made", { "set-cookie": ["a=1", "b=2"], link: "next" }).end(`${method} ${body}`);
  });
  const init = {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "token t" },
    body: "{}é",
  };
  const [ours, nodes] = [await send(`${server.url}/path?q=1`, init), await fetch(`${server.url}/path?q=1`, init)];
  expect([ours.status, ours.statusText, await ours.text()]).toEqual([
    nodes.status,
    nodes.statusText,
    await nodes.text(),
  ]);
  expect(ours.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  expect(ours.headers.get("link")).toBe("next");
  const [first, second] = server.seen.map(({ method, url, body, headers }) => {
    const { authorization, "content-type": type, "content-length": length } = headers;
    return { method, url, body, authorization, type, length };
  });
  expect(first).toEqual(second);
});

test.concurrent("an agent is asked for at every address on the way", async () => {
  await using far = await serve((_, response) => response.end("far"));
  await using near = await serve((_, response) => response.writeHead(302, { location: `${far.url}/there` }).end());
  const asked: string[] = [];
  const sendBy = fetchOver((url) => {
    asked.push(url.href);
    return direct;
  });
  expect(await (await sendBy(`${near.url}/here`)).text()).toBe("far");
  expect(asked).toEqual([`${near.url}/here`, `${far.url}/there`]);
});

test.concurrent("another server is not shown the token, the same one is", async () => {
  await using far = await serve((_, response) => response.end());
  await using near = await serve(({ url }, response) => {
    const location = url === "/1" ? "/2" : `${far.url}/3`;
    response.writeHead(307, { location }).end();
  });
  await send(`${near.url}/1`, { headers: { authorization: "token t", cookie: "a=1", accept: "x" } });
  expect(near.seen.map(({ headers }) => headers.authorization)).toEqual(["token t", "token t"]);
  const [shown] = far.seen;
  expect([shown?.headers.authorization, shown?.headers.cookie, shown?.headers.accept]).toEqual([
    undefined,
    undefined,
    "x",
  ]);
});

test.concurrent("a redirect keeps method and body, or becomes a GET, as it does with fetch", async () => {
  await using server = await serve(({ url }, response) => {
    const status = Number(/^\/(\d+)$/.exec(url ?? "")?.[1] ?? 200);
    response.writeHead(status, { location: "/end" }).end();
  });
  const lastOf = () => {
    const { method, body, headers } = server.seen.at(-1) ?? {};
    return [method, body, headers?.["content-type"], headers?.["content-length"]];
  };
  for (const status of [301, 302, 303, 307, 308]) {
    for (const method of ["POST", "PATCH", "HEAD", "GET"]) {
      const content = method === "POST" || method === "PATCH" ? { body: "b", headers: { "content-type": "x/y" } } : {};
      await send(`${server.url}/${status}`, { method, ...content });
      const ours = lastOf();
      await fetch(`${server.url}/${status}`, { method, ...content });
      expect(ours, `${status} ${method}`).toEqual(lastOf());
    }
  }
  expect((await send(`${server.url}/302`, { redirect: "manual" })).status).toBe(302);
  await expect(send(`${server.url}/302`, { redirect: "error" })).rejects.toThrow("redirects");
});

test.concurrent("redirects without end are given up", async () => {
  await using server = await serve((_, response) => response.writeHead(302, { location: "/" }).end());
  await expect(send(server.url)).rejects.toThrow("redirects, 20 times before");
  expect(server.seen).toHaveLength(21);
});

test.concurrent("an answer without content has no body, and none to a HEAD has", async () => {
  await using server = await serve(({ url }, response) => response.writeHead(Number(url?.slice(1))).end());
  for (const [method, status] of [
    ["GET", 204],
    ["GET", 205],
    ["GET", 304],
    ["HEAD", 200],
    ["HEAD", 404],
  ] as const) {
    const answers = await Promise.all([send, fetch].map((ask) => ask(`${server.url}/${status}`, { method })));
    expect(
      answers.map((answer) => [answer.status, answer.body]),
      `${method} ${status}`,
    ).toEqual([
      [status, null],
      [status, null],
    ]);
  }
});

test.concurrent("an end while the body comes is told by its reason, and ends the connection; one that breaks by Node's code", async () => {
  const closed: (() => void)[] = [];
  await using server = await serve(({ url }, response) => {
    response.on("close", () => closed.shift()?.());
    response.write("beginning");
    if (url === "/break") setTimeout(() => response.destroy(), 20);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  closed.push(resolve);
  const ending = new AbortController();
  const { signal } = ending;
  const answer = await send(new Request(server.url, { signal }));
  setTimeout(() => ending.abort(new Error("enough")), 20);
  await expect(answer.text()).rejects.toThrow("enough");
  await promise;
  await expect((await send(`${server.url}/break`)).text()).rejects.toMatchObject({ code: "ECONNRESET" });
  await expect(send(server.url, { method: "POST", body: "b", signal })).rejects.toThrow("enough");
});

test.concurrent("a status that there is not, and a redirect with a body without end, leave no connection open", async () => {
  const closed: (() => void)[] = [];
  await using server = await serve(({ url }, response) => {
    response.on("close", () => closed.shift()?.());
    if (url === "/end") response.end();
    else response.writeHead(url === "/status" ? 699 : 302, { location: "/end" }).write("without end");
  });
  for (const [path, status] of [
    ["/status", null],
    ["/redirect", 200],
  ] as const) {
    const { promise, resolve } = Promise.withResolvers<void>();
    closed.push(resolve);
    if (status === null) await expect(send(server.url + path)).rejects.toThrow("answers with the status 699");
    else expect((await send(server.url + path)).status).toBe(status);
    await promise;
    closed.length = 0;
  }
});

test.concurrent("a name whose addresses all refuse is told in words, with Node's code", async () => {
  const gone = await serve(() => {});
  await gone[Symbol.asyncDispose]();
  const addresses = ["127.0.0.1", "127.0.0.2"].map((address) => ({ address, family: 4 }));
  const several = new Agent({ lookup: (_name, _options, found) => found(null, addresses), autoSelectFamily: true });
  const asked = fetchOver(() => several)(gone.url.replace("127.0.0.1", "somewhere.example"));
  await expect(asked).rejects.toMatchObject({
    code: "ECONNREFUSED",
    message: expect.stringMatching(/ECONNREFUSED 127\.0\.0\.1.*; .*127\.0\.0\.2/),
  });
});

test.concurrent("addresses of both protocols may be asked by one client of the runner", async () => {
  await using server = await serve((_, response) => response.end("plain"));
  const ask = await runnersFetch();
  // Nobody speaks TLS there.
  await expect(ask(server.url.replace("http:", "https:"))).rejects.not.toMatchObject({ code: "ERR_INVALID_PROTOCOL" });
  expect(await (await ask(server.url)).text()).toBe("plain");
});

test.concurrent("a server that is not there is told by Node's code, an end by its reason", async () => {
  await using server = await serve(() => {});
  const { url } = await serve(() => {}).then(async (gone) => {
    await gone[Symbol.asyncDispose]();
    return gone;
  });
  await expect(send(url)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  await expect(send(server.url, { signal: AbortSignal.timeout(50) })).rejects.toMatchObject({ name: "TimeoutError" });
});
