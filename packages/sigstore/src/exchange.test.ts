import { createServer, type RequestListener } from "node:http";
import { expect, test } from "vitest";
import { startProxy } from "../../../test/harness/github/index.ts";
import { listen } from "../../../test/harness/github/listen.ts";
import { exchange } from "./exchange.ts";

const ENDLESS = new AbortController().signal;

test("a refusal is answered at once, as it is", async () => {
  await using server = await serverOf([400]);
  const answer = await ask(server.url);
  expect(answer).toMatchObject({ status: 400, location: null });
  expect(answer.bytes.toString()).toBe("answer 1");
  expect(server.seen).toEqual(["/x"]);
});

test("what may pass is tried three times in all", async () => {
  await using server = await serverOf([503, 429, 200]);
  expect((await ask(server.url)).bytes.toString()).toBe("answer 3");
  await using broken = await serverOf([500, 500, 500, 200]);
  await expect(ask(broken.url)).rejects.toMatchObject({ name: "UserError", message: /answered 500: answer 3$/ });
});

test("a redirection is not followed: what is sent holds a token", async () => {
  await using server = await serverOf([307]);
  expect(await ask(server.url)).toMatchObject({ status: 307, location: "/elsewhere" });
  expect(server.seen).toEqual(["/x"]);
});

test("an answer that never comes is given up, and one that is too large", async () => {
  await using silent = await serve(() => {});
  await expect(ask(silent.url, { attemptSeconds: 0.05 })).rejects.toThrow("no answer within 0.05 s");
  await using endless = await serve((_, response) => {
    const chunk = Buffer.alloc(1024 * 1024);
    const pour = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on("drain", pour);
    pour();
  });
  await expect(ask(endless.url)).rejects.toThrow("larger than 4194304 bytes");
});

test("an interruption ends the waiting, also between attempts", async () => {
  await using server = await serverOf([503, 503, 503]);
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 100);
  await expect(ask(server.url, { signal: controller.signal, pauseMs: 60_000 })).rejects.toMatchObject({
    name: "AbortError",
  });
  await using silent = await serve(() => {});
  const other = new AbortController();
  setTimeout(() => other.abort(), 100);
  await expect(ask(silent.url, { signal: other.signal })).rejects.toMatchObject({ name: "AbortError" });
});

test("nobody at the address is an error that names it", async () => {
  const server = await serverOf([]);
  await server[Symbol.asyncDispose]();
  await expect(ask(server.url)).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringContaining(`A service at ${server.url} gave no answer`),
  });
});

test("https goes through the proxy of the environment, unless the host is excepted", async () => {
  await using server = await serverOf([]);
  await using proxy = await startProxy(server.url);
  const url = "https://fulcio.invalid";
  // The server behind the tunnel speaks no TLS: that it was asked for is what counts.
  await expect(ask(url, { env: { HTTPS_PROXY: proxy.url } })).rejects.toMatchObject({ name: "UserError" });
  expect(new Set(proxy.tunnels)).toEqual(new Set(["fulcio.invalid:443"]));
  const asked = proxy.tunnels.length;
  await expect(ask(url, { env: { HTTPS_PROXY: proxy.url, NO_PROXY: "fulcio.invalid" } })).rejects.toThrow();
  expect(proxy.tunnels).toHaveLength(asked);
});

interface Asking {
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly attemptSeconds?: number;
  readonly pauseMs?: number;
}

function ask(url: string, { env = {}, signal = ENDLESS, attemptSeconds = 10, pauseMs = 1 }: Asking = {}) {
  const message = { method: "POST", url: new URL("/x", url), headers: {}, body: "{}", service: "A service" } as const;
  return exchange(message, { env, signal, attemptSeconds, pauseMs });
}

/** A server that answers with these statuses in turn. */
async function serverOf(statuses: readonly number[]) {
  const seen: string[] = [];
  const server = await serve((request, response) => {
    seen.push(request.url ?? "");
    response.writeHead(
      statuses[seen.length - 1] ?? 404,
      seen.length === 1 && statuses[0] === 307 ? { location: "/elsewhere" } : {},
    );
    response.end(`answer ${seen.length}`);
  });
  return { ...server, seen };
}

function serve(listener: RequestListener) {
  return listen(createServer(listener));
}
