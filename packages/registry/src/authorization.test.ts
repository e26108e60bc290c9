import { describe, expect, test } from "vitest";
import { openPair } from "../test/client.ts";
import { loginRemedy } from "./authorization.ts";
import type { Credentials } from "./credentials.ts";
import { checkRealm } from "./token.ts";

const LOGIN = { username: "me", password: "hunter2" } as const;
const credentials: Credentials = { kind: "password", ...LOGIN };
const NONE: Credentials = { kind: "none", hint: null };

describe.each(["basic", "token"] as const)("a registry with %s logins", (scheme) => {
  test("lets in who has one, and is told of it only when it asks", async () => {
    await using pair = await openPair({ login: { scheme, ...LOGIN } }, { credentials });
    await pair.registry.pushSmall("hello");
    expect(pair.remote.requests[0]).toMatchObject({ authorization: null, status: 401 });
    expect(pair.remote.requests.filter(({ status }) => status === 401)).toHaveLength(1);
  });

  test("turns away a wrong password, in words that do not show it", async () => {
    const wrong: Credentials = { kind: "password", username: "me", password: "wrong-one" };
    await using pair = await openPair({ login: { scheme, ...LOGIN } }, { credentials: wrong });
    const problem = await pair.registry.pushSmall("hello").catch((error: unknown) => error);
    expect(problem).toMatchObject({ kind: "permission", status: 401, remedy: expect.stringMatching(/^Check/) });
    expect(JSON.stringify([problem, String(problem), pair.log])).not.toMatch(/wrong-one|d3Jvbmct/);
  });

  test("turns away who has none, and the remedy is to log in", async () => {
    await using pair = await openPair({ login: { scheme, ...LOGIN } });
    const remedy = expect.stringMatching(/^Log in/);
    await expect(pair.registry.pushSmall("hello")).rejects.toMatchObject({ kind: "permission", remedy });
  });

  test("a hint about a credential helper is the remedy", async () => {
    const hinted: Credentials = { kind: "none", hint: "a helper is not run" };
    await using pair = await openPair({ login: { scheme, ...LOGIN } }, { credentials: hinted });
    await expect(pair.registry.pushSmall("hello")).rejects.toMatchObject({ remedy: "a helper is not run" });
  });
});

describe("tokens", () => {
  test("are asked for once for all that they give access to", async () => {
    await using pair = await openPair({ login: { scheme: "token", ...LOGIN } }, { credentials });
    await pair.registry.pushSmall("one");
    await pair.registry.pushSmall("two");
    expect(pair.remote.state.tokens).toBe(1);
  });

  test("are renewed when the registry no longer takes them", async () => {
    await using pair = await openPair({ login: { scheme: "token", ...LOGIN } }, { credentials });
    await pair.registry.pushSmall("one");
    pair.remote.state.firstValidToken = 2;
    await pair.registry.pushSmall("two");
    expect(pair.remote.state.tokens).toBe(2);
  });

  test("are had for a refresh token, by POST", async () => {
    const refresh: Credentials = { kind: "identity-token", token: LOGIN.password };
    await using pair = await openPair({ login: { scheme: "token", ...LOGIN } }, { credentials: refresh });
    expect(await pair.registry.pushSmall("one")).toMatchObject({ how: "uploaded" });
    expect(pair.remote.requests.map(({ line }) => line)).toContain("POST /token");
    expect(pair.remote.requests.every(({ line }) => !line.includes(LOGIN.password))).toBe(true);
  });

  test("that are had already are sent as they are, once they are asked for", async () => {
    const own: Credentials = { kind: "registry-token", token: "of-my-own" };
    await using pair = await openPair({}, { credentials: own });
    const headers = { "www-authenticate": 'Bearer realm="https://registry.example/token"' };
    pair.remote.faults.push({ kind: "answer", status: 401, headers, request: /^HEAD/ });
    await pair.registry.pushSmall("one");
    const sent = pair.remote.requests.map(({ authorization }) => authorization);
    expect(sent).toEqual([null, ...Array(3).fill("Bearer of-my-own")]);
  });

  test("with characters that no header may hold are no tokens", async () => {
    await using pair = await openPair({ login: { scheme: "token", ...LOGIN } }, { credentials });
    const body = JSON.stringify({ token: "a\r\nx-evil: 1" });
    pair.remote.faults.push({ kind: "answer", status: 200, body, request: /token/ });
    await expect(pair.registry.pushSmall("one")).rejects.toMatchObject({ kind: "dishonest" });
  });

  test("are asked for again when their service fails for a moment", async () => {
    await using pair = await openPair({ login: { scheme: "token", ...LOGIN } }, { credentials });
    pair.remote.faults.push({ kind: "answer", status: 503, request: /token/ });
    expect(await pair.registry.pushSmall("one")).toMatchObject({ how: "uploaded" });
  });
});

describe("the address that a login is sent to", () => {
  const secure = new URL("https://ghcr.io/v2/a/");
  const local = new URL("http://127.0.0.1:5000/v2/a/");

  test.each([
    ["https://auth.example/token", secure],
    ["https://auth.example/token", local],
    ["http://127.0.0.1:5001/token", local],
    ["http://registry.lan/token", new URL("http://registry.lan/v2/a/")],
  ])("%s is taken from %s", (realm, base) => {
    expect(checkRealm(realm, base).href).toBe(realm);
  });

  test.each([
    ["http://ghcr.io/token", secure],
    ["http://127.0.0.1/token", secure],
    ["http://evil.example/token", local],
    ["http://127.0.0.1/token", new URL("http://registry.lan/v2/a/")],
    ["https://me:pw@evil.example/token", secure],
    ["file:///etc/passwd", local],
    ["/token", local],
    ["", secure],
  ])("%s is refused from %s", (realm, base) => {
    expect(() => checkRealm(realm, base)).toThrow(/nothing was sent/);
  });

  test("nothing goes to another that has no TLS", async () => {
    await using pair = await openPair({}, { credentials });
    const headers = { "www-authenticate": 'Bearer realm="http://registry.example/token"' };
    pair.remote.faults.push({ kind: "answer", status: 401, headers, request: /^HEAD/ });
    await expect(pair.registry.pushSmall("one")).rejects.toMatchObject({ kind: "dishonest" });
    expect(pair.remote.requests).toHaveLength(1);
  });
});

test("for GitHub's registry the missing permission is named", () => {
  expect(loginRemedy(NONE, "ghcr.io", ["repository:a:pull,push"])).toContain("`permissions: packages: write`");
  expect(loginRemedy(NONE, "ghcr.io", ["repository:a:pull"])).toContain("`permissions: packages: read`");
});
