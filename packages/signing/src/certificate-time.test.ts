import { expect, test } from "vitest";
import { readCertificateTime } from "./certificate-time.ts";
import { DER_TAGS } from "./der.ts";

const utc = (text: string) => readCertificateTime({ tag: DER_TAGS.utcTime, content: Buffer.from(text) }).toISOString();
const general = (text: string) =>
  readCertificateTime({ tag: DER_TAGS.generalizedTime, content: Buffer.from(text) }).toISOString();

test("a time with two digits for its year is of 1950 to 2049 (RFC 5280, 4.1.2.5.1)", () => {
  expect(utc("500101000000Z")).toBe("1950-01-01T00:00:00.000Z");
  expect(utc("991231235959Z")).toBe("1999-12-31T23:59:59.000Z");
  expect(utc("000229120000Z")).toBe("2000-02-29T12:00:00.000Z");
  expect(utc("491231235959Z")).toBe("2049-12-31T23:59:59.000Z");
});

test("one with four digits is of any year (RFC 5280, 4.1.2.5.2)", () => {
  expect(general("20500101000000Z")).toBe("2050-01-01T00:00:00.000Z");
  expect(general("99991231235959Z")).toBe("9999-12-31T23:59:59.000Z");
});

test.each([
  ["month 13", "291301000000Z"],
  ["month 0", "290001000000Z"],
  ["the 31st of February", "290231000000Z"],
  ["the 29th of February in no leap year", "290229000000Z"],
  ["hour 24", "290101240000Z"],
  ["second 60", "290101000060Z"],
  ["no seconds", "2901010000Z"],
  ["a zone", "290101000000+0100"],
  ["no zone", "290101000000"],
  ["a fraction", "290101000000.5Z"],
  ["more after it", "290101000000Z\n"],
  ["nothing", ""],
])("%s is refused", (_, text) => {
  expect(() => utc(text)).toThrow(RangeError);
  expect(() => general(`20${text}`)).toThrow(RangeError);
});

test("what is no time is refused, and so is a form under the other's tag", () => {
  expect(() => readCertificateTime(undefined)).toThrow(RangeError);
  expect(() => readCertificateTime({ tag: DER_TAGS.integer, content: Buffer.from("290101000000Z") })).toThrow(
    RangeError,
  );
  expect(() => general("290101000000Z")).toThrow(RangeError);
  expect(() => utc("20290101000000Z")).toThrow(RangeError);
});
