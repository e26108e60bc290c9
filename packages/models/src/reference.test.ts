import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseReference } from "./reference.ts";

test("a prefix says how a model is called", () => {
  expect(parseReference("module:./a b.js")).toEqual({ kind: "module", file: "./a b.js" });
  expect(parseReference("predictions:x.txt")).toEqual({ kind: "predictions", file: "x.txt" });
  expect(parseReference("command: python3  serve.py ")).toEqual({ kind: "command", run: ["python3", "serve.py"] });
  expect(parseReference('command:["my model","a b"]')).toEqual({ kind: "command", run: ["my model", "a b"] });
});

test("an address is enough where a protocol tells the rest", () => {
  const url = "http://localhost:8080/v2/models/x";
  expect(parseReference(`open-inference:${url}`)).toEqual({ kind: "open-inference", url });
  expect(parseReference("mlflow: http://localhost:5000")).toEqual({ kind: "mlflow", url: "http://localhost:5000" });
});

test("without a prefix the extension says it, on Windows paths too", () => {
  expect(parseReference("models/x.ts")).toEqual({ kind: "module", file: "models/x.ts" });
  expect(parseReference("C:\\models\\x.MJS")).toEqual({ kind: "module", file: "C:\\models\\x.MJS" });
  expect(parseReference("model.yml")).toEqual({ kind: "predictor-file", file: "model.yml" });
  expect(parseReference("out.jsonl")).toEqual({ kind: "predictions", file: "out.jsonl" });
});

test("anything else is a UserError that says what is allowed", () => {
  const wrong: [string, RegExp][] = [
    ["", /no model was named/],
    ["model.bin", /no model that could be told by its extension/],
    ["model.onnx", /model.onnx does not say how the model there is called/],
    ["https://example.org/x", /does not say how the model there is called/],
    ["mlflow:", /names nothing after mlflow:/],
    ["moduel:x.js", /moduel: is no way to call a model/],
    ["module:", /names nothing after module:/],
    ["command:", /names nothing after command:/],
    ["command:python3 'my model.py'", /holds a quote, and no shell reads it/],
    ['command:["python3"', /begins like a JSON array but is none/],
    ["command:[1]", /something other than texts/],
    ["command:[]", /names no program/],
  ];
  for (const [text, message] of wrong) {
    expect(() => parseReference(text), text).toThrow(UserError);
    expect(() => parseReference(text), text).toThrow(message);
  }
});

test("an address that may hold a key is refused, and not shown", () => {
  for (const address of ["https://me:s3cr3t@host/", "https://host/?key=s3cr3t", "https://host/#s3cr3t"]) {
    const parse = () => parseReference(`mlflow:${address}`);
    expect(parse).toThrow(/without a user, a password or a query/);
    for (const text of [`mlflow:${address}`, address]) {
      expect(() => parseReference(text)).toThrow(
        expect.objectContaining({ name: "UserError", message: expect.not.stringContaining("s3cr3t") }),
      );
    }
  }
  expect(parseReference("open-inference:http://[::1]:80/v2/models/a@1")).toMatchObject({ kind: "open-inference" });
});

test("the mistyped way is told the nearest one, and a quote the JSON form", () => {
  const remedy = (text: string) => {
    try {
      return parseReference(text);
    } catch (error) {
      return error instanceof UserError ? error.remedy : error;
    }
  };
  expect(remedy("moduel:x.js")).toBe("Did you mean module:?");
  expect(remedy('command:a "b c"')).toContain('command:["python3", "my model.py"]');
});

const KINDS = ["module", "predictions", "command", "open-inference", "mlflow", "predictor-file"];

test("no text makes it throw anything but a UserError", () => {
  const text = fc.oneof(
    fc.string(),
    fc.json().map((json) => `command:${json}`),
  );
  fc.assert(
    fc.property(text, (reference) => {
      try {
        expect(KINDS).toContain(parseReference(reference).kind);
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
      }
    }),
  );
});
