import { expect, test } from "vitest";
import { openPair } from "../test/client.ts";
import { readRetryAfter } from "./refusal.ts";

test.each([
  ["120", 120],
  ["0", 0],
  // The example of RFC 9110, section 10.2.3, two minutes before.
  ["Fri, 31 Dec 1999 23:59:59 GMT", 120],
  ["Fri, 31 Dec 1999 00:00:00 GMT", 0],
  ["-5", null],
  ["soon", null],
  ["1e9", null],
  [null, null],
])("to be asked to come back after %j is to wait %s s", (header, expected) => {
  expect(readRetryAfter(header, Date.UTC(1999, 11, 31, 23, 57, 59))).toBe(expected);
});

test.each([
  [401, "permission"],
  [403, "permission"],
  [404, "not-found"],
  [413, "limit"],
  [418, "refused"],
  [507, "limit"],
])("%i is a problem of the kind %s, and not tried again", async (status, kind) => {
  await using pair = await openPair();
  pair.remote.faults.push({ kind: "answer", status, body: "<html>", request: /^POST/ });
  await expect(pair.registry.pushSmall("x")).rejects.toMatchObject({ kind, status, code: null });
  expect(pair.remote.requests.filter(({ line }) => line.startsWith("POST"))).toHaveLength(1);
});

test("a registry's endless error is cut", async () => {
  await using pair = await openPair();
  const body = JSON.stringify({ errors: [{ code: "DENIED", message: "x".repeat(10_000) }] });
  pair.remote.faults.push({ kind: "answer", status: 403, body, request: /^POST/ });
  const problem = await pair.registry.pushSmall("x").catch((error: unknown) => error);
  expect(String(problem).length).toBeLessThan(500);
  pair.remote.faults.push({ kind: "answer", status: 403, body: " ".repeat(1_000_000) + body, request: /^POST/ });
  await expect(pair.registry.pushSmall("x")).rejects.toMatchObject({ status: 403, code: null });
});
