import { describe, expect, test } from "vitest";
import { type SqlHandler, startSqlStandIn } from "../../../../../test/harness/canary/sql-stand-in.ts";
import { openTrino } from "./trino.ts";

interface Asking {
  readonly kind?: "trino" | "presto";
  readonly signal?: AbortSignal;
}

async function run(handler: SqlHandler, { kind = "trino", signal = new AbortController().signal }: Asking = {}) {
  await using server = await startSqlStandIn(handler);
  const credentials = { user: "reader", password: "s3cr3t" };
  const engine = openTrino({ kind, url: `${server.url}/`, credentials, catalog: "hive", schema: null, signal });
  const answer = await engine.run("SELECT 1").catch((error: unknown) => error);
  const asked = server.requests.map(({ method, path }) => `${method} ${path}`);
  return { answer, asked, requests: server.requests, url: server.url };
}

/** Answers the statement and each page in turn, each pointing to the next. */
function pages(...bodies: readonly object[]): SqlHandler {
  return ({ path }, url) => {
    const page = path === "/v1/statement" ? 0 : Number(path.slice(1));
    return { body: { ...(page + 1 < bodies.length ? { nextUri: `${url}/${page + 1}` } : {}), ...bodies[page] } };
  };
}

test("pages are followed to the last, and their rows taken in order", async () => {
  const { answer, asked, requests } = await run(pages({}, { data: [[1], [2]] }, { data: null }, { data: [[3]] }));
  expect(answer).toEqual([[1], [2], [3]]);
  expect(asked).toEqual(["POST /v1/statement", "GET /1", "GET /2", "GET /3"]);
  expect(requests[0]?.sql).toBe("SELECT 1");
  for (const { headers } of requests) {
    expect(headers).toMatchObject({
      "x-trino-user": "reader",
      "x-trino-catalog": "hive",
      "x-trino-time-zone": "UTC",
      // reader:s3cr3t
      authorization: "Basic cmVhZGVyOnMzY3IzdA==",
    });
    expect(headers).not.toHaveProperty("x-trino-schema");
  }
});

test("Presto is told the same by its own headers", async () => {
  const { requests } = await run(pages({ data: [] }), { kind: "presto" });
  expect(requests[0]?.headers).toMatchObject({ "x-presto-user": "reader", "x-presto-catalog": "hive" });
  expect(requests[0]?.headers).not.toHaveProperty("x-trino-user");
});

test("a page that is not there for a moment is asked for again", async () => {
  let missing = 2;
  const { answer, asked } = await run((seen, url) => {
    if (seen.path === "/1" && missing-- > 0) return { status: 503, body: "starting" };
    return pages({}, { data: [[1]] })(seen, url);
  });
  expect(answer).toEqual([[1]]);
  expect(asked).toEqual(["POST /v1/statement", "GET /1", "GET /1", "GET /1"]);
});

test("the server's own words are shown, the password is not", async () => {
  const error = { message: "line 1:8: Column 'x' cannot be resolved near s3cr3t", errorName: "COLUMN_NOT_FOUND" };
  const { answer } = await run(pages({}, { error }));
  const message = "COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved near ***";
  expect(answer).toMatchObject({ name: "UserError", message });
});

describe("a query that fails on the way is cancelled", () => {
  test("by a page that is refused", async () => {
    const { answer, asked } = await run((seen, url) =>
      seen.method === "GET" ? { status: 404, body: "gone" } : pages({}, {})(seen, url),
    );
    expect(answer).toMatchObject({ name: "UserError", message: expect.stringContaining("answered 404: gone") });
    expect(asked).toEqual(["POST /v1/statement", "GET /1", "DELETE /1"]);
  });

  test("by more texts than an answer has, however many pages they come in", async () => {
    const data = [["x".repeat(40_000_000)]];
    const { answer, asked } = await run(pages({ data }, { data }, { data }, { data }));
    expect(answer).toMatchObject({ name: "UserError", message: "the answer has more than 67108864 characters" });
    expect(asked).toEqual(["POST /v1/statement", "GET /1", "DELETE /2"]);
  });

  test("by the signal", async () => {
    const controller = new AbortController();
    const { answer, asked } = await run(
      (seen, url) => {
        if (seen.method === "GET") controller.abort(new Error("stopped"));
        return pages({}, {}, {})(seen, url);
      },
      { signal: controller.signal },
    );
    expect(answer).toMatchObject({ message: "stopped" });
    expect(asked.at(-1)).toBe("DELETE /1");
  });
});

test.each(["http://127.0.0.1:9/next", "https://elsewhere.example/next", "/next", ""])(
  "the password goes to no other address: %j",
  async (nextUri) => {
    const { answer, asked } = await run(() => ({ body: { nextUri } }));
    expect(answer).toMatchObject({ name: "UserError", message: expect.stringContaining("which is not followed") });
    expect(asked).toEqual(["POST /v1/statement"]);
  },
);

test("a password is not sent over a network in the open", () => {
  const server = { kind: "trino", url: "http://db.example", catalog: null, schema: null } as const;
  expect(() => openTrino({ ...server, credentials: { user: "u", password: "s3cr3t" } })).toThrow("over http:");
});
