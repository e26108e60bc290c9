import { isIP } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isGlobal, isIpv4, isIpv6, isMac } from "./ip.ts";

const versionOf = (text: string) => (isIpv4(text) ? 4 : isIpv6(text) ? 6 : 0);

test("addresses are those that Node's own parser knows", () => {
  const looksLikeOne = fc.stringMatching(/^[0-9a-f:.]{0,24}$/);
  const built = fc
    .array(fc.constantFrom("::", ":", ".", "0", "1", "ffff", "10", "255", "256", "01", "1.2.3.4", "g"), {
      maxLength: 17,
    })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), looksLikeOne, built), (text) => {
      expect([text, versionOf(text)]).toEqual([text, isIP(text)]);
    }),
    { numRuns: 3_000 },
  );
});

test("an address within a network is nobody's in the world: RFC 6890", () => {
  for (const inner of [
    "10.1.2.3",
    "127.0.0.1",
    "169.254.1.1",
    "172.16.0.1",
    "172.31.9.9",
    "192.168.1.1",
    "100.64.0.1",
    "224.0.0.1",
    "::1",
    "fe80::1",
    "fc00::1",
  ]) {
    expect([inner, isGlobal(inner)]).toEqual([inner, false]);
  }
  for (const global of ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2001:db8::1"]) {
    expect([global, isGlobal(global)]).toEqual([global, true]);
  }
});

test("a network card's address has six pairs with one sign between, and stands for one card", () => {
  expect(["00:1b:44:11:3a:b7", "00-1B-44-11-3A-B7"].map(isMac)).toEqual([true, true]);
  expect(["00:1b:44:11:3a", "00:1b-44:11:3a:b7", "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff"].map(isMac)).not.toContain(
    true,
  );
});
