import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createResolver } from "@airworthy/flags";
import { type Exposure, exposureHook } from "@airworthy/flags/exposure";
import { ofrepHandler } from "@airworthy/flags/ofrep";
import { AirworthyProvider } from "@airworthy/flags/server";
import { AirworthyWebProvider } from "@airworthy/flags/web";
import { OFREPProvider } from "@openfeature/ofrep-provider";
import { OFREPWebProvider } from "@openfeature/ofrep-web-provider";
import { OpenFeature as ServerSdk } from "@openfeature/server-sdk";
import { OpenFeature as WebSdk } from "@openfeature/web-sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compileJsonSchema } from "../../packages/behavior/src/expectations/json-schema/compile.ts";
import { exampleDefinition } from "../../packages/flags/src/openfeature/example-definition.ts";
import { temporaryFolder } from "../../packages/storage/src/temporary-folder.ts";
import { conforms } from "../harness/conforms.ts";
import { npmVersion } from "../harness/peer-versions.ts";
import { BULK_FAILURE, BULK_SUCCESS, FAILURE, NOT_FOUND, SUCCESS } from "./openfeature/ofrep-schema.ts";
import { serveFlags } from "./openfeature/serve-flags.ts";

const SCRIPTS = ["user", "Zoë", "χρήστης", "用户", "😀"];
const IDS = Array.from({ length: 1_000 }, (_, index) => `${SCRIPTS[index % SCRIPTS.length]}-${index}`);
const DEFINITION = exampleDefinition(300);
const BULK = "/ofrep/v1/evaluate/flags";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let served: Awaited<ReturnType<typeof serveFlags>>;

beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFile(join(folder.path, "flags.json"), DEFINITION);
  served = await serveFlags(folder.path);
});

afterAll(async () => {
  await ServerSdk.close();
  await WebSdk.close();
  await folder[Symbol.asyncDispose]();
});

/** Value, variant and error code of each flag, as a client has them. */
interface Details {
  readonly value: unknown;
  readonly variant?: string;
  readonly errorCode?: string;
}
const told = ({ value, variant, errorCode }: Details) => [value, variant, errorCode];

test("four ways to the same flags give 1,000 ids the same answers", async () => {
  await ServerSdk.setProviderAndWait("ours", new AirworthyProvider(DEFINITION));
  await ServerSdk.setProviderAndWait("ofrep", new OFREPProvider({ baseUrl: served.address }));
  await WebSdk.setProviderAndWait("ours", new AirworthyWebProvider(DEFINITION));
  // Its types leave open whether there are hooks; the SDK's do not.
  const web = Object.assign(new OFREPWebProvider({ baseUrl: served.address, pollInterval: -1 }), { hooks: [] });
  await WebSdk.setProviderAndWait("ofrep", web);
  const servers = ["ours", "ofrep"].map((domain) => ServerSdk.getClient(domain));
  const browsers = ["ours", "ofrep"].map((domain) => WebSdk.getClient(domain));
  const seen = new Set<unknown>();
  let compared = 0;
  for (const targetingKey of IDS) {
    await Promise.all(["ours", "ofrep"].map((domain) => WebSdk.setContext(domain, { targetingKey })));
    const answers: unknown[] = browsers.map((client) => [
      told(client.getStringDetails("ranker", "")),
      told(client.getNumberDetails("limit", 9)),
      told(client.getObjectDetails("layout", {})),
    ]);
    for (const client of servers) {
      const context = { targetingKey };
      answers.push([
        told(await client.getStringDetails("ranker", "", context)),
        told(await client.getNumberDetails("limit", 9, context)),
        told(await client.getObjectDetails("layout", {}, context)),
      ]);
    }
    const [first, ...others] = answers;
    for (const other of others) expect(other, targetingKey).toEqual(first);
    compared += answers.length;
    seen.add(JSON.stringify(first));
  }
  // Else they would agree on nothing.
  expect(seen.size).toBe(2);
  conforms({
    area: "Flags and experiments",
    claim: "three flags for 1,000 ids by our providers and by OFREP's of serve-flags, in server and web SDK",
    peer: "OpenFeature's SDKs",
    version: `${await npmVersion("@openfeature/server-sdk")}, ${await npmVersion("@openfeature/web-sdk")}`,
    cases: compared,
  });
});

test("what is not there, or of another kind, is the code's own value in every way", async () => {
  const servers = ["ours", "ofrep"].map((domain) => ServerSdk.getClient(domain));
  for (const client of servers) {
    expect(told(await client.getStringDetails("nothing", "mine"))).toEqual(["mine", undefined, "FLAG_NOT_FOUND"]);
    expect(told(await client.getStringDetails("dark", "mine"))).toEqual(["mine", undefined, "TYPE_MISMATCH"]);
    for (const flag of ["off", "later"]) expect(await client.getBooleanValue(flag, true)).toBe(true);
  }
  for (const client of ["ours", "ofrep"].map((domain) => WebSdk.getClient(domain))) {
    expect(told(client.getStringDetails("nothing", "mine"))).toEqual(["mine", undefined, "FLAG_NOT_FOUND"]);
    expect(client.getStringValue("dark", "mine")).toBe("mine");
    for (const flag of ["off", "later"]) expect(client.getBooleanValue(flag, true)).toBe(true);
  }
});

test("a browser that has the flags is told so, and told of the new ones once the file is replaced", async () => {
  const client = WebSdk.getClient("ofrep");
  await WebSdk.setContext("ofrep", { targetingKey: "user-1" });
  const ask = (etag?: string) =>
    fetch(`${served.address}${BULK}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(etag === undefined ? {} : { "if-none-match": etag }) },
      body: JSON.stringify({ context: { targetingKey: "user-1" } }),
    });
  const etag = (await ask()).headers.get("etag") ?? "";
  expect((await ask(etag)).status).toBe(304);
  const before = client.getStringValue("ranker", "");
  const next = join(folder.path, "next.json");
  await writeFile(next, exampleDefinition(before === `sha256:${"b".repeat(64)}` ? 0 : 1_000));
  await rename(next, join(folder.path, "flags.json"));
  while ((await ask(etag)).status === 304) await sleep(20);
  await WebSdk.setContext("ofrep", { targetingKey: "user-1" });
  expect(client.getStringValue("ranker", "")).not.toBe(before);
});

test("a client that is told to wait asks no more", async () => {
  const resolver = createResolver(DEFINITION);
  let asked = 0;
  const handler = ofrepHandler(() => resolver, { retryAfter: () => ++asked * 60 });
  const fetchImplementation = (input: Parameters<typeof fetch>[0]) => handler(new Request(input));
  const provider = new OFREPProvider({ baseUrl: "https://flags.example", fetchImplementation });
  await ServerSdk.setProviderAndWait("limited", provider);
  for (let round = 0; round < 3; round++) {
    expect(await ServerSdk.getClient("limited").getBooleanValue("dark", false)).toBe(false);
  }
  expect(asked).toBe(1);
});

test("both SDKs' evaluations become exposures, once each", async () => {
  const events: Exposure[] = [];
  const hook = exposureHook({ emit: (event) => events.push(event), now: () => new Date(0) });
  const [server, web] = [ServerSdk.getClient("ours"), WebSdk.getClient("ours")];
  await WebSdk.setContext("ours", { targetingKey: "user-2" });
  for (let round = 0; round < 2; round++) {
    await server.getStringDetails("ranker", "", { targetingKey: "user-1" }, { hooks: [hook] });
    web.getStringDetails("ranker", "", { hooks: [hook] });
    await server.getStringDetails("nothing", "", { targetingKey: "user-1" }, { hooks: [hook] });
  }
  const ranker = createResolver(DEFINITION);
  const expected = ["user-1", "user-2"].map((id) => {
    const { variant, value } = ranker.resolve("ranker", { targetingKey: id });
    return {
      timestamp: "1970-01-01T00:00:00.000Z",
      "feature_flag.key": "ranker",
      "feature_flag.result.variant": variant,
      "feature_flag.result.value": value,
      "feature_flag.result.reason": "targeting_match",
      "feature_flag.context.id": id,
      "feature_flag.set.id": "example",
      "feature_flag.version": "1",
      "feature_flag.provider.name": "airworthy",
    };
  });
  expect(events.slice(0, 2)).toEqual(expected);
  expect(events.slice(2)).toMatchObject([{ "feature_flag.key": "nothing", "error.type": "flag_not_found" }]);
});

describe("every answer is one of OFREP's schemas", () => {
  const post = async (path: string, body: string) => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${served.address}${BULK}${path}`, { method: "POST", headers, body });
    const answer: unknown = await response.json();
    return { status: response.status, answer };
  };

  test.each([
    ["/ranker", '{"context":{"targetingKey":"u"}}', 200, SUCCESS],
    ["/ranker", '{"context":{}}', 200, SUCCESS],
    ["/later", '{"context":{}}', 200, SUCCESS],
    ["/off", '{"context":{}}', 200, SUCCESS],
    ["/nothing", '{"context":{}}', 404, NOT_FOUND],
    ["/ranker", "{", 400, FAILURE],
    ["/ranker", '{"context":{"targetingKey":1}}', 400, FAILURE],
    ["", '{"context":{"targetingKey":"u"}}', 200, BULK_SUCCESS],
    ["", '{"context":1}', 400, BULK_FAILURE],
  ])("%s %s is %d", async (path, body, status, schema) => {
    const answered = await post(path, body);
    expect(answered.status).toBe(status);
    expect(compileJsonSchema(schema)(answered.answer), JSON.stringify(answered.answer)).toBe(true);
    conforms({
      area: "Flags and experiments",
      claim: "answers of serve-flags by the protocol's schemas",
      peer: "OFREP",
      version: "0.3.0",
      cases: 1,
    });
  });
});

test("a supervisor's SIGTERM ends it well", async () => {
  const { exitCode, answer } = await served.stop();
  expect(exitCode).toBe(0);
  expect(answer).toMatchObject({
    command: "serve-flags",
    verdict: "pass",
    reasonCode: "stopped",
    outputs: { address: served.address, definition: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
  });
});
