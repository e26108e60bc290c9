import { UserError } from "@airworthy/evidence";
import { afterEach, expect, test } from "vitest";
import { startProxy } from "../../../test/harness/github/index.ts";
import { startRegistry } from "../../../test/harness/registry/index.ts";
import { useProxy } from "./proxy.ts";
import { openRegistry } from "./registry.ts";

let undo = () => {};

afterEach(() => undo());

/** Asks for a manifest that is not to be had; what the registry's client said of it. */
async function ask(host: string): Promise<unknown> {
  const options = { credentials: { kind: "none", hint: null }, log: { info: () => undefined } } as const;
  const limits = { attempts: 1 };
  const signal = new AbortController().signal;
  const registry = openRegistry({ host, name: "a/b", tag: null, digest: null }, { ...options, limits, signal });
  return await registry.manifest("1").catch((error: unknown) => error);
}

test("a registry is reached through the proxy of the environment, unless it is excepted or on this machine", async () => {
  await using registry = await startRegistry();
  await using proxy = await startProxy(registry.url);
  undo = useProxy({ HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url, NO_PROXY: "excepted.invalid, other.invalid" });
  expect(await ask("registry.invalid")).toMatchObject({ kind: "unreachable" });
  expect(proxy.tunnels).toEqual(["registry.invalid:443"]);
  expect(await ask("excepted.invalid")).toMatchObject({ kind: "unreachable" });
  expect(await ask(registry.host)).toMatchObject({ kind: "not-found" });
  expect(proxy.tunnels).toEqual(["registry.invalid:443"]);
});

test("without proxy variables nothing is changed", () => {
  expect(useProxy({ NO_PROXY: "*" })()).toBeUndefined();
});

test("a proxy that is no URL is a UserError that does not show it", () => {
  const setting = () => useProxy({ HTTPS_PROXY: "user:hunter2@proxy" });
  expect(setting).toThrow(UserError);
  expect(setting).not.toThrow("hunter2");
});
