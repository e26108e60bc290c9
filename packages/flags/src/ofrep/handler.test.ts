import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createResolver } from "../index.ts";
import { exampleDefinition } from "../openfeature/example-definition.ts";
import type { OfrepOptions } from "./answer-request.ts";
import { ofrepHandler } from "./handler.ts";

const BULK = "/ofrep/v1/evaluate/flags";
const ASK = JSON.stringify({ context: { targetingKey: "user-1" } });

interface Asked {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks a handler of the example's definition, or of another. */
async function ask(path: string, asked: Asked = {}, options: OfrepOptions = {}, definition = exampleDefinition()) {
  const { method = "POST", body = ASK, headers = {} } = asked;
  const resolver = createResolver(definition);
  const response = await ofrepHandler(
    () => resolver,
    options,
  )(
    new Request(`https://flags.example${path}`, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(method === "GET" || method === "HEAD" ? {} : { body }),
    }),
  );
  const text = await response.text();
  const answer: unknown = text === "" ? undefined : JSON.parse(text);
  return { status: response.status, headers: response.headers, answer };
}

describe("one flag", () => {
  test("is answered with value, variant, reason and metadata", async () => {
    const { status, headers, answer } = await ask(`${BULK}/dark`);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(answer).toEqual({
      key: "dark",
      value: true,
      reason: "STATIC",
      variant: "on",
      metadata: { flagSetId: "example", version: "1" },
    });
  });

  test("without a value of its own leaves it to the code", async () => {
    for (const [flag, reason] of [
      ["later", "UNKNOWN"],
      ["off", "DISABLED"],
    ]) {
      const { status, answer } = await ask(`${BULK}/${flag}`);
      expect(status).toBe(200);
      expect(answer).toMatchObject({ key: flag, reason });
      expect(answer).not.toHaveProperty("value");
    }
  });

  test("that is not there is 404", async () => {
    const { status, answer } = await ask(`${BULK}/nothing`);
    expect(status).toBe(404);
    expect(answer).toMatchObject({ key: "nothing", errorCode: "FLAG_NOT_FOUND" });
  });

  test("that is broken is 400, with an error code of the protocol", async () => {
    const definition = JSON.stringify({
      flags: { bad: { state: "ENABLED", variants: { on: true }, defaultVariant: "of" } },
    });
    const { status, answer } = await ask(`${BULK}/bad`, {}, {}, definition);
    expect(status).toBe(400);
    expect(answer).toMatchObject({ key: "bad", errorCode: expect.stringMatching(/^(PARSE_ERROR|GENERAL)$/) });
  });

  test("may have any name: with slashes, escaped or not, and names that objects inherit", async () => {
    const flag = { state: "ENABLED", variants: { on: true }, defaultVariant: "on" };
    const names = ["a/b", "ä ö", "__proto__", "constructor", "100%", "?#", "a//b"];
    const body = names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(flag)}`).join();
    const definition = `{"flags":{${body}}}`;
    for (const name of names) {
      const { status, answer } = await ask(`${BULK}/${encodeURIComponent(name)}`, {}, {}, definition);
      expect([status, answer], name).toEqual([200, expect.objectContaining({ key: name, value: true })]);
    }
    expect((await ask(`${BULK}/a/b`, {}, {}, definition)).status).toBe(200);
    for (const name of ["__proto__", "constructor", "toString"]) {
      expect((await ask(`${BULK}/${name}`)).status).toBe(404);
    }
  });
});

describe("all flags", () => {
  test("are answered together, those that fail among them", async () => {
    const flags =
      '"good":{"state":"ENABLED","variants":{"on":true},"defaultVariant":"on"},"bad":{"state":"ENABLED","variants":{"on":true},"defaultVariant":"of"}';
    const { status, answer } = await ask(BULK, {}, {}, `{"metadata":{"flagSetId":"s"},"flags":{${flags}}}`);
    expect(status).toBe(200);
    expect(answer).toMatchObject({
      flags: [
        { key: "good", value: true },
        { key: "bad", errorCode: expect.any(String), errorDetails: expect.any(String) },
      ],
      metadata: { flagSetId: "s" },
    });
  });

  test("are not sent again to who has them", async () => {
    const first = await ask(BULK);
    const etag = first.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[0-9a-f]{64}"$/);
    for (const known of [etag, `W/${etag}`, `"x", ${etag}`, "*"]) {
      const again = await ask(BULK, { headers: { "if-none-match": known } });
      expect([again.status, again.answer, again.headers.get("etag")], known).toEqual([304, undefined, etag]);
    }
    const other = { body: JSON.stringify({ context: { targetingKey: "user-2", day: "2026-03-15T12:00:00.000Z" } }) };
    expect((await ask(BULK, { ...other, headers: { "if-none-match": etag } })).status).toBe(200);
    const changed = exampleDefinition(1_000);
    expect((await ask(BULK, { headers: { "if-none-match": etag } }, {}, `${changed} `)).headers.get("etag")).toBe(
      (await ask(BULK, {}, {}, changed)).headers.get("etag"),
    );
  });

  test("of a definition that is broken are an error", async () => {
    const { status, answer } = await ask(BULK, {}, {}, "{");
    expect(status).toBe(400);
    expect(answer).toMatchObject({ errorCode: "PARSE_ERROR", errorDetails: expect.any(String) });
  });
});

describe("a request that is not one", () => {
  test.each([
    ["not JSON", "{", "PARSE_ERROR"],
    ["nothing", "", "PARSE_ERROR"],
    ["no context", "{}", "INVALID_CONTEXT"],
    ["a list", '{"context":[]}', "INVALID_CONTEXT"],
    ["null", "null", "INVALID_CONTEXT"],
    ["a context that is inherited", '{"__proto__":{"context":{}}}', "INVALID_CONTEXT"],
    ["a targeting key that is no text", '{"context":{"targetingKey":7}}', "INVALID_CONTEXT"],
  ])("%s is 400", async (_what, body, errorCode) => {
    expect(await ask(`${BULK}/dark`, { body })).toMatchObject({ status: 400, answer: { key: "dark", errorCode } });
    expect(await ask(BULK, { body })).toMatchObject({ status: 400, answer: { errorCode } });
  });

  test("of another method, path, type or size is refused", async () => {
    const get = await ask(`${BULK}/dark`, { method: "GET" });
    expect([get.status, get.headers.get("allow")]).toEqual([405, "POST"]);
    for (const path of ["/", "/ofrep/v1/evaluate/flags/", "/ofrep/v2/evaluate/flags/dark", `${BULK}x`]) {
      expect((await ask(path)).status, path).toBe(404);
    }
    expect((await ask(`${BULK}/%zz`)).status).toBe(400);
    expect((await ask(`${BULK}/%ff`)).status).toBe(400);
    expect((await ask(BULK, { headers: { "content-type": "text/plain" } })).status).toBe(415);
    expect((await ask(BULK, { headers: { "content-type": "application/jsonx" } })).status).toBe(415);
    expect((await ask(BULK, { headers: { "content-type": "application/JSON;charset=utf-8" } })).status).toBe(200);
    const most = { mostBodyBytes: ASK.length };
    expect((await ask(BULK, {}, most)).status).toBe(200);
    expect((await ask(BULK, { body: `${ASK} ` }, most)).status).toBe(413);
  });

  test("that comes too often is told when to come back", async () => {
    const { status, headers } = await ask(BULK, {}, { retryAfter: () => 1.2 });
    expect([status, headers.get("retry-after")]).toEqual([429, "2"]);
  });
});

describe("pages of other origins", () => {
  test("are not allowed without being named", async () => {
    const { headers } = await ask(BULK, { headers: { origin: "https://app.example" } });
    expect([...headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
    expect((await ask(BULK, { method: "OPTIONS" })).status).toBe(405);
  });

  test("may ask where they are named, and see the entity tag", async () => {
    const options = { allowedOrigin: "https://app.example" };
    const preflight = await ask(BULK, { method: "OPTIONS" }, options);
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-headers")).toContain("if-none-match");
    for (const path of [BULK, `${BULK}/nothing`]) {
      const { headers } = await ask(path, {}, options);
      expect(headers.get("access-control-allow-origin")).toBe("https://app.example");
      expect(headers.get("access-control-expose-headers")).toContain("etag");
    }
  });
});

test("whatever is sent, the answer is JSON with a status of the protocol", async () => {
  const path = fc.oneof(
    fc.constant(BULK),
    fc.webPath().map((rest) => `${BULK}/${rest}`),
    fc.webPath(),
  );
  const body = fc.oneof(
    fc.string(),
    fc.json(),
    fc.object().map((context) => JSON.stringify({ context })),
  );
  await fc.assert(
    fc.asyncProperty(path, body, async (given, text) => {
      const { status, answer } = await ask(given === "" ? "/" : given, { body: text });
      expect([200, 400, 404]).toContain(status);
      expect(answer).toEqual(expect.any(Object));
    }),
  );
});
