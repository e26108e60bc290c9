import { expect, test } from "vitest";
import { assertionsMade, conforms } from "../../../test/harness/conforms.ts";
import { preAuthEncoding } from "./dsse.ts";

test("the encoding is that of the example in the DSSE specification", () => {
  const encoded = preAuthEncoding("http://example.com/HelloWorld", Buffer.from("hello world"));
  expect(Buffer.from(encoded).toString()).toBe("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  conforms({
    area: "Packages and signatures",
    claim: "the pre-authentication encoding",
    peer: "DSSE 1.0",
    cases: assertionsMade(),
  });
});

test("lengths are in bytes of UTF-8", () => {
  expect(Buffer.from(preAuthEncoding("é", Buffer.from("日本"))).toString()).toBe("DSSEv1 2 é 6 日本");
});
