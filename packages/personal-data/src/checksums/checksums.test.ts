import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conformsEach } from "../../../../test/harness/conforms.ts";
import { decodeBase58Check } from "./base58.ts";
import { isBech32 } from "./bech32.ts";
import { hasCrc32Suffix } from "./crc32-suffix.ts";
import { isMod11And2, isMod11And10, remainder97 } from "./iso-7064.ts";
import { isLuhn } from "./luhn.ts";
import { isVerhoeff } from "./verhoeff.ts";

describe("published examples", () => {
  conformsEach({
    area: "Bias and privacy",
    claim: "check digits: Luhn, Verhoeff, ISO/IEC 7064, Bech32, Base58Check, CRC-32",
    peer: "their standards",
  });
  test("of Luhn: ISO/IEC 7812-1 and Wikipedia", () => {
    expect([isLuhn("17893729974"), isLuhn("17893729975")]).toEqual([true, false]);
  });

  test("of Verhoeff: 236 has the check digit 3", () => {
    expect([isVerhoeff("2363"), isVerhoeff("2364")]).toEqual([true, false]);
  });

  test("of ISO/IEC 7064: mod 97-10, mod 11-2 and mod 11,10", () => {
    // The IBAN registry's example, rearranged; ORCID's example; the example of mod 11,10 in the standard, 0794 with 5.
    expect(remainder97("NWBK60161331926819GB29")).toBe(1);
    expect([isMod11And2("0000000218250097"), isMod11And2("079X"), isMod11And2("0790")]).toEqual([true, true, false]);
    expect([isMod11And10("07945"), isMod11And10("07946")]).toEqual([true, false]);
  });

  test("of Bech32 and Bech32m: BIP 173 and BIP 350", () => {
    for (const text of [
      "A12UEL5L",
      "a12uel5l",
      "?1ezyfcl",
      "A1LQFN3A",
      "split1checkupstagehandshakeupstreamerranterredcaperredlc445v",
    ]) {
      expect(isBech32(text)).toBe(true);
    }
    for (const text of ["A1G7SGD8", "10a06t8", "1qzzfhee", "x1b4n0q5v", "li1dgmt3", "a12UEL5L"]) {
      expect(isBech32(text)).toBe(false);
    }
  });

  test("of Base58Check: the address of the first block, whose version is 0", () => {
    const bytes = decodeBase58Check("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa");
    expect(Buffer.from(bytes ?? []).toString("hex")).toBe("0062e907b15cbf27d5425399ebf6f0fb50ebb88f18");
    expect(decodeBase58Check("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb")).toBeNull();
    expect(decodeBase58Check("0OIl")).toBeNull();
    expect(decodeBase58Check("")).toBeNull();
  });

  test("of a token's CRC-32: one that was revoked", () => {
    const body = "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ";
    expect([hasCrc32Suffix(`x_${body}0mLq17`), hasCrc32Suffix(`x_${body}0mLq18`)]).toEqual([true, false]);
  });
});

const schemes: readonly (readonly [string, (digits: string) => boolean])[] = [
  ["Luhn", isLuhn],
  ["Verhoeff", isVerhoeff],
  ["mod 11,10", isMod11And10],
];

test.each(schemes)("%s: one check digit fits any digits, and no other digit in any place", (_, isValid) => {
  const digits = fc.stringMatching(/^\d{1,20}$/);
  fc.assert(
    fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (body, place, step) => {
      const fitting = [..."0123456789"].map((digit) => body + digit).filter(isValid);
      expect(fitting.length).toBe(1);
      const [whole = ""] = fitting;
      const at = place % whole.length;
      const other = `${(Number(whole.charAt(at)) + step) % 10}`;
      expect(isValid(whole.slice(0, at) + other + whole.slice(at + 1))).toBe(false);
    }),
  );
});

test("Verhoeff tells two neighbours that were changed round", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{2,20}$/), fc.nat(), (body, place) => {
      const whole = [..."0123456789"].map((digit) => body + digit).find(isVerhoeff) ?? "";
      const at = place % (whole.length - 1);
      const swapped = whole.slice(0, at) + whole.charAt(at + 1) + whole.charAt(at) + whole.slice(at + 2);
      expect(isVerhoeff(swapped)).toBe(swapped === whole);
    }),
  );
});
