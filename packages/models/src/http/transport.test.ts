import { createServer } from "node:http";
import type { Duplex } from "node:stream";
import { expect, test } from "vitest";
import { startProxy } from "../../../../test/harness/github/index.ts";
import { listen } from "../../../../test/harness/github/listen.ts";
import { askOnce, openClient as open } from "../../../../test/harness/model-server/ask-client.ts";
import { serveJson } from "../../../../test/harness/model-server/serve-json.ts";
import type { HttpConfig } from "./http-entries.ts";

test("a secret is sent, and masked in whatever comes back", async () => {
  const env = { TOKEN: " s3cr3t-s3cr3t\n" };
  const config = { headers: { Authorization: `Bearer \${TOKEN}` }, secrets: ["TOKEN"] };
  const echo = await askOnce([{ body: { ["s3cr3t-s3cr3t"]: ["Bearer s3cr3t-s3cr3t"] } }], config, { env });
  expect(echo.requests[0]?.headers.authorization).toBe("Bearer s3cr3t-s3cr3t");
  expect(echo.reply).toMatchObject({ value: { "***": ["Bearer ***"] } });
  for (const body of ["no s3cr3t-s3cr3t", { error: `no ${"x".repeat(280)} s3cr3t-s3cr3t s3cr3t-s3cr3t` }]) {
    for (const status of [403, 200]) {
      const { reply } = await askOnce([{ status, body }], config, { env });
      expect(JSON.stringify(reply instanceof Error ? reply.message : reply)).not.toContain("s3cr");
    }
  }
});

test("headers and secrets that cannot be used are UserErrors that show no value", () => {
  const env = { TOKEN: "s3cr3t-s3cr3t", SHORT: "1234567", SPLIT: "s3cr3t\r\nX-Other: s3cr3t" };
  const url = "https://models.invalid/x";
  const header = `\${TOKEN}`;
  const wrong: [HttpConfig, RegExp][] = [
    [{ url, headers: { a: header } }, /TOKEN is not among the predictor's secrets/],
    [{ url, secrets: ["UNSET"] }, /the secret UNSET is not set/],
    [{ url, secrets: ["SHORT"] }, /the secret SHORT has fewer than 8 characters/],
    [
      { url, headers: { a: `\${SPLIT}` }, secrets: ["SPLIT"] },
      /the header "a" has a name or value that no header can have/,
    ],
    [{ url, headers: { "a b": "x" } }, /the header "a b"/],
    [{ url, headers: { "Content-Length": "3" } }, /Content-Length is decided by the connection/],
    [
      { url: "http://models.invalid/x", headers: { a: header }, secrets: ["TOKEN"] },
      /would be sent a secret over http:/,
    ],
  ];
  for (const [config, message] of wrong) {
    const opening = () => open(config, { env });
    expect(opening).toThrow(message);
    expect(opening).toThrow(
      expect.objectContaining({ name: "UserError", message: expect.not.stringContaining("s3cr") }),
    );
  }
  const allowed = { url: "http://models.invalid/x", headers: { a: header }, secrets: ["TOKEN"], "plain-http": true };
  expect(() => open(allowed, { env })).not.toThrow();
});

test("another machine is reached through the proxy of the environment unless it is excepted, and this one without", async () => {
  await using server = await serveJson(() => ({ body: 1 }));
  await using proxy = await startProxy(server.url);
  const env = { HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url, NO_PROXY: "excepted.invalid" };
  const ask = async (url: string) => {
    await using client = open({ url, retries: 0 }, { env });
    return await client.ask({ method: "GET", url: new URL(url) }, "").catch((error: unknown) => error);
  };
  expect(await ask("https://models.invalid/x")).toMatchObject({ name: "HttpProblem" });
  expect(proxy.tunnels).toEqual(["models.invalid:443"]);
  expect(await ask("https://excepted.invalid/x")).toMatchObject({ name: "HttpProblem" });
  expect(await ask(server.url)).toMatchObject({ value: 1 });
  expect(proxy.tunnels).toEqual(["models.invalid:443"]);
});

test("a proxy that does not answer takes no longer than a request may", async () => {
  const tunnels: Duplex[] = [];
  await using proxy = await listen(createServer().on("connect", (_, socket) => tunnels.push(socket)));
  const env = { HTTPS_PROXY: proxy.url };
  await using client = open({ url: "https://models.invalid", retries: 0 }, { env, timeout: 100 });
  const asking = client.ask({ method: "GET", url: new URL("https://models.invalid/x") }, "");
  await expect(asking).rejects.toThrow("did not answer within 0.1 s");
  expect(tunnels).toHaveLength(1);
  for (const tunnel of tunnels) tunnel.destroy();
  // An idle connection is closed after 4 s, which must not be what ends it.
}, 3_500);

test("a proxy that is no URL is a UserError that does not show it", () => {
  for (const proxy of ["user:hunter2@proxy", "socks5://user:hunter2@proxy", "http://user:hunter2%zz@proxy"]) {
    const opening = () => open({ url: "https://models.invalid" }, { env: { HTTPS_PROXY: proxy } });
    expect(opening, proxy).toThrow(/^the proxy that HTTPS_PROXY names in the environment is not a URL$/);
  }
});
