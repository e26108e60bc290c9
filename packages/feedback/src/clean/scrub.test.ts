import { valueHash } from "@airworthy/personal-data";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rowOf } from "../../fixtures/rows.ts";
import { visibleText } from "../row/visible-text.ts";
import { createScrubber } from "./scrub.ts";

const WIDE = String.fromCodePoint(...[..."4111111111111111"].map((digit) => 0xff10 + Number(digit)));
const BOLD = String.fromCodePoint(...[..."078051121"].map((digit) => 0x1d7ce + Number(digit)));

/** One person's data in the forms that feedback has it: all numbers are issuers' and standards' own examples. */
const FORMS: readonly (readonly [string, string, string])[] = [
  ["a plain address", "e-mail", "ann@example.org"],
  ["an address with a tag", "e-mail", "o'neil+tag@mail.example.co.uk"],
  ["an address in another script", "e-mail", "jörg@müller.de"],
  ["an address with zero widths", "e-mail", "ann@exa\u200bmple\u2060.org"],
  ["an address in full width", "e-mail", "ａｎｎ＠ｅｘａｍｐｌｅ．ｏｒｇ"],
  ["an address that is spelt", "e-mail", "ann [at] example [dot] org"],
  ["an address in a URL", "e-mail", "ann%40example.org"],
  ["an address in HTML", "e-mail", "ann&#64;example&#46;org"],
  ["a telephone", "phone", "+44 20 7946 0958"],
  ["a telephone with brackets", "phone", "(415) 555-2671"],
  ["a card in groups", "payment-card", "4111 1111 1111 1111"],
  ["a card in full width", "payment-card", WIDE],
  ["a bank account", "iban", "GB29 NWBK 6016 1331 9268 19"],
  ["a social security number", "us-ssn", "078-05-1121"],
  ["one in mathematical digits", "us-ssn", `SSN ${BOLD.slice(0, 6)}-${BOLD.slice(6, 10)}-${BOLD.slice(10)}`],
  ["a British number", "uk-nino", "AA 12 34 56 C"],
  ["a Chinese number", "cn-resident-id", "11010519491231002X"],
  ["a Brazilian number", "br-cpf", "529.982.247-25"],
  ["an address of a machine", "ip-address", "8.8.8.8"],
  ["one of the next generation", "ip-address", "2001:db8::ff00:42:8329"],
  ["a card of the network", "mac-address", "00:1B:44:11:3A:B7"],
  ["a wallet", "crypto-address", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"],
];

describe("personal data leaves feedback in whatever form it comes", () => {
  test.each(FORMS)("%s (%s)", (_, kind, value) => {
    const scrubber = createScrubber(null);
    const scrubbed = scrubber.text(visibleText(`Write to ${value}, please.`));
    expect(scrubbed).toContain(`[${kind}]`);
    expect(scrubbed.normalize("NFKC").toLowerCase()).not.toContain(value.normalize("NFKC").toLowerCase().slice(-7));
    expect(scrubber.counts()).toEqual([{ kind, count: 1 }]);
  });
});

test("every text of a row is scrubbed; what nothing is found in stays to the letter", () => {
  const mail = "ann@example.org";
  const row = rowOf(1, { kind: "wrong", caseId: mail, text: mail, input: `x ${mail}`, output: mail, expected: mail });
  const scrubber = createScrubber(null);
  expect(JSON.stringify(scrubber.row(row))).not.toContain("example.org");
  expect(scrubber.counts()).toEqual([{ kind: "e-mail", count: 5 }]);
  const plain = rowOf(2, { kind: "wrong", text: "ﬁne [at] noon", input: "２ apples", caseId: "c" });
  expect(createScrubber(null).row(plain)).toEqual(plain);
});

test("with a salt the same value is known again, and told to nobody", () => {
  const { text } = createScrubber(valueHash(new Uint8Array(16)));
  // printf 'e-mail\0a@b.de' | openssl dgst -sha256 -mac HMAC -macopt hexkey:0000…(16 bytes)
  expect(text("from a@b.de")).toBe("from [e-mail 061c9b882abc47f9]");
  expect(text("A@b.de")).toBe("[e-mail 061c9b882abc47f9]");
});

test("what is scrubbed is scrubbed, and no address survives any surroundings", () => {
  const around = fc.string({ unit: "grapheme" }).map((text) => text.replace(/[^\s\p{Script=Han}(),;!?]/gu, ""));
  fc.assert(
    fc.property(around, around, (before, after) => {
      const { text } = createScrubber(null);
      const scrubbed = text(`${before} ann@example.org ${after}`);
      expect(scrubbed).not.toContain("example");
      expect(text(scrubbed)).toBe(scrubbed);
    }),
  );
});
