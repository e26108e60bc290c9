import { expect, test } from "vitest";
import { type SqlHandler, startSqlStandIn } from "../../../../../test/harness/canary/sql-stand-in.ts";
import { openClickHouse } from "./clickhouse.ts";

async function run(handler: SqlHandler, database: string | null = null) {
  await using server = await startSqlStandIn(handler);
  const credentials = { user: "reader", password: "s3cr3t" };
  const engine = openClickHouse({ url: `${server.url}/`, database, credentials });
  const answer = await engine.run("SELECT 1").catch((error: unknown) => error);
  return { answer, requests: server.requests, url: server.url };
}

test("a query is posted, for reading only, and its rows are those of the answer", async () => {
  const { answer, requests } = await run(
    () => ({ body: { meta: [], data: [[1, "9007199254740993", null]], rows: 1 } }),
    "a b",
  );
  expect(answer).toEqual([[1, "9007199254740993", null]]);
  expect(requests).toMatchObject([
    { method: "POST", path: "/?readonly=1&wait_end_of_query=1&database=a+b", sql: "SELECT 1\nFORMAT JSONCompact" },
  ]);
  // reader:s3cr3t
  expect(requests[0]?.headers.authorization).toBe("Basic cmVhZGVyOnMzY3IzdA==");
});

test("a user without a password is not the default one", async () => {
  await using server = await startSqlStandIn(() => ({ body: { data: [] } }));
  await openClickHouse({ url: server.url, database: null, credentials: { user: "reader", password: null } }).run("");
  expect(server.requests[0]?.headers).toMatchObject({ "x-clickhouse-user": "reader" });
  expect(server.requests[0]?.headers).not.toHaveProperty("authorization");
});

test("a header that a page of errors shows is shown without the password, which it holds encoded", async () => {
  const { answer } = await run(({ headers }) => ({ status: 502, body: `authorization: ${headers.authorization}` }));
  expect(answer).toMatchObject({ message: expect.stringMatching(/ answered 502: authorization: Basic \*\*\*$/) });
});

test("the server's own words are shown, the password is not, and nothing is asked twice", async () => {
  const { answer, requests, url } = await run(() => ({ status: 500, body: "Code: 62. Syntax error near s3cr3t\n" }));
  expect(answer).toMatchObject({ name: "UserError", message: `${url}/ answered 500: Code: 62. Syntax error near ***` });
  expect(requests).toHaveLength(1);
});

test.each([
  ["no JSON", "Ok.\n", "answered something else than JSON"],
  ["no rows", {}, "data: missing"],
  ["an error among the rows", { data: [[1]], exception: "Code: 241. Memory limit" }, "Code: 241. Memory limit"],
])("an answer with %s is an error", async (_, body, message) => {
  const { answer } = await run(() => ({ body }));
  expect(answer).toMatchObject({ name: "UserError", message: expect.stringContaining(message) });
});

test("a redirection is not followed", async () => {
  const { answer, requests } = await run(() => ({ status: 307, headers: { location: "/elsewhere" }, body: "" }));
  expect(answer).toMatchObject({ message: expect.stringContaining("a redirection, which is not followed") });
  expect(requests).toHaveLength(1);
});
