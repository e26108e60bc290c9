import { describe, expect, test } from "vitest";
import { type AskedRequest, createChecker, readDescription } from "./index.ts";

// A small API, written by hand after OpenAPI 3.0.3; the expected findings are read off it.
const thing = {
  type: "object",
  required: ["id", "name"],
  properties: {
    id: { type: "integer" },
    name: { type: "string", nullable: true },
    state: { type: "string", enum: ["open", "closed"], nullable: true },
    made_at: { type: "string", format: "date-time" },
    parent: { $ref: "#/components/schemas/thing" },
  },
};
const document = {
  openapi: "3.0.3",
  paths: {
    "/things/{id}": {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
      get: {
        operationId: "things/get",
        parameters: [
          { $ref: "#/components/parameters/page" },
          { name: "kinds", in: "query", required: true, schema: { type: "array", items: { enum: ["a", "b"] } } },
        ],
        responses: { 200: { content: { "application/json": { schema: { $ref: "#/components/schemas/thing" } } } } },
      },
      patch: {
        operationId: "things/update",
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: {
                type: "object",
                properties: { state: { type: "string" }, reason: { type: "string" }, extra: { type: "object" } },
                anyOf: [
                  { properties: { state: { enum: ["closed"] } }, required: ["reason"], additionalProperties: true },
                  { properties: { state: { enum: ["open"] } }, additionalProperties: true },
                ],
              },
            },
          },
        },
        responses: { 204: {} },
      },
    },
    "/things/latest": {
      get: {
        operationId: "things/latest",
        responses: {
          200: {
            content: {
              "application/json": {
                schema: {
                  allOf: [
                    { $ref: "#/components/schemas/thing" },
                    { type: "object", properties: { is_latest: { type: "boolean" } } },
                  ],
                },
              },
            },
          },
        },
      },
    },
  },
  components: {
    schemas: { thing, "basic-error": { type: "object", properties: { message: { type: "string" } } } },
    parameters: { page: { name: "page", in: "query", schema: { type: "integer", default: 1 } } },
  },
};

const checker = createChecker(readDescription(document));
const get: AskedRequest = { method: "GET", path: "/things/7?kinds=a,b&page=2", headers: {} };
const latest: AskedRequest = { method: "GET", path: "/things/latest", headers: {} };
const patch = (body?: unknown, headers = {}): AskedRequest => ({ method: "PATCH", path: "/things/7", headers, body });

describe("a request", () => {
  test("that is described has no findings, and a fixed path comes before one with a place", () => {
    expect(checker.checkRequest(get)).toEqual([]);
    expect(checker.operationOf(get)?.name).toBe("things/get");
    expect(checker.operationOf(latest)?.name).toBe("things/latest");
  });

  test.each([
    ["an unknown path", { ...get, path: "/things/7/parts" }, "path: no operation has it"],
    ["an unknown method", { ...get, method: "DELETE" }, "path: no operation has it"],
    [
      "a place that takes something else",
      { ...get, path: "/things/x?kinds=a" },
      "path: id cannot be x: must be integer",
    ],
    ["a missing parameter", { ...get, path: "/things/7" }, "query: kinds is missing"],
    ["an unknown parameter", { ...get, path: "/things/7?kinds=a&size=1" }, "query: size is unknown"],
    ["a parameter twice", { ...get, path: "/things/7?kinds=a&page=1&page=2" }, "query: page is given twice"],
    ["a number that is none", { ...get, path: "/things/7?kinds=a&page=x" }, "query: page cannot be x: must be integer"],
    ["a body where none is taken", { ...get, body: {} }, "body: is given, and none is taken"],
    ["no body", patch(), "body: is missing"],
    ["another media type", patch({ state: "open" }, { "content-type": "text/plain" }), "body: cannot be text/plain"],
    ["an unknown field", patch({ state: "open", why: "" }), "body: /why is unknown"],
    ["a wrong type", patch({ state: "open", extra: 1 }), "body: /extra must be object"],
    ["a wrong enum", patch({ state: "done" }), 'body: /state must be equal to one of the allowed values: ["open"]'],
  ])("with %s is found", (_, request, finding) => {
    expect(checker.checkRequest(request)).toContain(finding);
  });

  test("has a value of an array that no item takes found", () => {
    expect(checker.checkRequest({ ...get, path: "/things/7?kinds=a,c" })).toHaveLength(1);
  });

  test("may have any field where the description names none", () => {
    expect(checker.checkRequest(patch({ state: "open", extra: { anything: 1 } }))).toEqual([]);
    expect(
      checker.checkRequest(
        patch({ state: "closed", reason: "" }, { "content-type": "application/json; charset=utf-8" }),
      ),
    ).toEqual([]);
  });
});

describe("an answer", () => {
  test("may leave fields out, be null where that is allowed, and refuse", () => {
    expect(checker.checkAnswer(get, { status: 200, body: { name: null, state: null, parent: { id: 1 } } })).toEqual([]);
    expect(checker.checkAnswer(latest, { status: 200, body: { id: 1, is_latest: true } })).toEqual([]);
    expect(checker.checkAnswer(get, { status: 404, body: { message: "Not Found" } })).toEqual([]);
    expect(checker.checkAnswer(patch({}), { status: 204 })).toEqual([]);
  });

  test.each([
    ["a status that is not described", get, { status: 418 }, "answer 418: no such status"],
    ["a wrong type", get, { status: 200, body: { id: "7" } }, "answer 200: /id must be integer"],
    ["null where it is not allowed", get, { status: 200, body: { id: null } }, "answer 200: /id must be integer"],
    [
      "a wrong format",
      get,
      { status: 200, body: { made_at: "today" } },
      'answer 200: /made_at must match format "date-time"',
    ],
    ["an unknown field", latest, { status: 200, body: { rank: 1 } }, "answer 200: /rank is unknown"],
    [
      "an unknown field further down",
      get,
      { status: 200, body: { parent: { rank: 1 } } },
      "answer 200: /parent/rank is unknown",
    ],
    [
      "a body where none is described",
      patch({}),
      { status: 204, body: {} },
      "answer 204: has a body, and none is given",
    ],
    ["a refusal of another shape", get, { status: 403, body: { error: "no" } }, "answer 403: /error is unknown"],
  ])("with %s is found", (_, request, answer, finding) => {
    expect(checker.checkAnswer(request, answer)).toContain(finding);
  });
});

test("what is no description is refused", () => {
  expect(() => readDescription({ openapi: "3.0.3" })).toThrow("it has no paths");
  expect(() => readDescription({ paths: { "/a": { get: { parameters: [{ $ref: "#/nowhere" }] } } } })).toThrow();
});
