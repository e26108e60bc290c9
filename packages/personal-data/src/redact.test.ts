import fc from "fast-check";
import { expect, test } from "vitest";
import { createRedaction } from "./redact.ts";

const { text, fileName } = createRedaction();

test("what is personal gives way to its kind, and nothing else does", () => {
  expect(text("group jane.doe@example.com, card 4111 1111 1111 1111!")).toBe("group [e-mail], card [payment-card]!");
});

test.each([
  ["mails/jane.doe@example.com.txt", "mails/[e-mail].txt"],
  ["jane.doe@example.com.jsonl.gz", "[e-mail].gz"],
  ["4111 1111 1111 1111/1.txt", "[payment-card]/1.txt"],
  ["mails\\jane.doe@example.com.txt", "mails\\[e-mail].txt"],
  ["predictions/candidate-20240101.jsonl", "predictions/candidate-20240101.jsonl"],
  [
    "part-00000-7f3e2d1a-9b8c-4d5e-8f7a-123456789012.parquet",
    "part-00000-7f3e2d1a-9b8c-4d5e-8f7a-123456789012.parquet",
  ],
])("the file %s is called %s", (name, shown) => {
  expect(fileName(name)).toBe(shown);
});

test("a text in which nothing can be found stays as it is", () => {
  fc.assert(fc.property(fc.stringMatching(/^[a-z ,&|<>]*$/), (given) => text(given) === given));
});
