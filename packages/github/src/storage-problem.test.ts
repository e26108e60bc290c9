import fc from "fast-check";
import { expect, test } from "vitest";
import { StorageProblem } from "./storage-problem.ts";

test("the message of the storage's XML is told as it is meant", () => {
  const answer =
    '<?xml version="1.0"?><Error><Code>AuthenticationFailed</Code><Message>&lt;a&gt; &amp;amp; &#65;&#x42; &quot;&apos;\nTime</Message></Error>';
  expect(new StorageProblem(403, answer)).toMatchObject({ status: 403, message: "<a> &amp; AB \"'\nTime" });
});

test("an answer that is no such XML is told whole up to a limit, and none by its status", () => {
  expect(new StorageProblem(502, "<html>Bad gateway</html>").message).toBe("<html>Bad gateway</html>");
  expect(new StorageProblem(400, "a".repeat(5_000)).message).toBe("a".repeat(1_000));
  expect(new StorageProblem(500, "").message).toBe("the storage answered 500");
});

test("whatever is answered becomes a message", () => {
  const words = fc.array(
    fc.constantFrom("<Message>", "</Message>", "&#", "&#x", "9999999", "ffffff", ";", "&amp", "é"),
  );
  fc.assert(
    fc.property(words, (parts) => {
      expect(new StorageProblem(400, parts.join("")).message).not.toBe("");
    }),
  );
});
