import { expect, test } from "vitest";
import { assertionsMade, conforms } from "../../../../../test/harness/conforms.ts";
import { basicHeader } from "./credentials.ts";

const HTTPS = new URL("https://db.example/");

test("a user and password are one header, by RFC 7617's own example", () => {
  expect(basicHeader({ user: "Aladdin", password: "open sesame" }, HTTPS)).toEqual({
    authorization: "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
  });
  expect(basicHeader({ user: "test", password: "123£" }, HTTPS)).toEqual({ authorization: "Basic dGVzdDoxMjPCow==" });
  expect(basicHeader({ user: "airworthy", password: null }, HTTPS)).toEqual({});
  conforms({ area: "Canary analysis", claim: "credentials of a database", peer: "RFC 7617", cases: assertionsMade() });
});

test("a password crosses no network in the open, and is not shown", () => {
  const credentials = { user: "u", password: "s3cr3t" };
  const send = () => basicHeader(credentials, new URL("http://db.example:8123/?key=k3y"));
  expect(send).toThrow("http://db.example:8123/ would be sent a password over http:");
  expect(send).not.toThrow(/s3cr3t|k3y/);
  expect(basicHeader(credentials, new URL("http://127.0.0.1:8123/"))).toHaveProperty("authorization");
});

test("a user with a colon is refused: the password would begin there", () => {
  expect(() => basicHeader({ user: "a:b", password: "c" }, HTTPS)).toThrow("must not hold a colon");
});
