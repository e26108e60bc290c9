import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PLANTED_SECRETS } from "../fixtures/planted-secrets.ts";
import { createScanner } from "./scanner.ts";

const scanner = createScanner();
const found = (text: string, about?: string) =>
  scanner.scan(text, about).map(({ kind, start, end }) => [kind, text.slice(start, end)]);

describe("examples that issuers, standards and registries publish are found", () => {
  test.each([
    // The networks' own numbers for tests.
    ["payment-card", "4111 1111 1111 1111"],
    ["payment-card", "3782-822463-10005"],
    ["payment-card", "6011111111111117"],
    // The IBAN registry's examples.
    ["iban", "GB29 NWBK 6016 1331 9268 19"],
    ["iban", "NO9386011117947"],
    ["iban", "MT84MALT011000012345MTLCAST001S"],
    ["uk-nino", "AA 12 34 56 C"],
    ["fr-nir", "2 55 08 14 168 025 38"],
    ["it-codice-fiscale", "RSSMRA85T10A562S"],
    ["es-nif", "12345678Z"],
    ["fi-hetu", "131052-308T"],
    ["br-cpf", "529.982.247-25"],
    ["br-cnpj", "12.ABC.345/01DE-35"],
    ["cn-resident-id", "11010519491231002X"],
    ["sg-nric", "S1234567D"],
    ["se-personnummer", "811218-9876"],
    ["us-ssn", "078-05-1121"],
    ["phone", "+44 20 7946 0958"],
    ["phone", "415) 555-2671"],
    ["e-mail", "o'neil+tag@mail.example.co.uk"],
    ["e-mail", "jörg@müller.de"],
    ["ip-address", "8.8.8.8"],
    ["ip-address", "2001:db8::ff00:42:8329"],
    ["ip-address", "2001:db8::192.0.2.33"],
    ["mac-address", "00:1B:44:11:3A:B7"],
    ["mac-address", "AA-BB-CC-DD-EE-FF"],
    ["crypto-address", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"],
    ["crypto-address", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"],
  ])("%s: %s", (kind, value) => {
    expect(found(`one ${value}, two`)).toEqual([[kind, value]]);
  });
});

describe("what merely looks like it is left alone", () => {
  test.each([
    ["a card with a wrong digit", "4111 1111 1111 1112"],
    ["a card of no network", "9111 1111 1111 1111"],
    ["a number that shops print", "SSN 078-05-1120"],
    ["an area that is not given", "666-12-3456"],
    ["a bar code that fits Luhn too", "4000000000006"],
    ["a digit more", "41111111111111111"],
    ["the decimals of a fraction", "0.4111111111111111"],
    ["a part of a longer number", "4111-1111-1111-1111-1"],
    ["a UUID", "123e4567-e89b-12d3-a456-426614174000"],
    ["a date and a time", "2024-01-31T12:30:45.123+02:00"],
    ["a picture for sharp screens", "icon@2x.png"],
    ["a package and its version", "tool@2.0.0-rc.json"],
    ["a C++ name", "std::vector and abc::def"],
    ["an address of a home network", "192.168.0.1"],
    ["a version of four parts", "version 1.2.3.4"],
    ["an octet too high", "256.1.1.1"],
    ["a URL's place for a password", "https://user:password@host/"],
    ["a URL without a password", "https://user@host:80/a:b"],
    ["a call", "token = readToken1From2Cache3Entry4(x)"],
    ["a place for a key", "api_key = your-api-key-123456789"],
    ["a call for a key", "api_key: $" + "{API_KEY_1234567890}"],
    ["an address with a wrong check", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"],
    ["AWS's own example", "AKIAIOSFODNN7EXAMPLE"],
  ])("%s: %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("a number that a tenth of all numbers look like", () => {
  test("counts where a word names it, before or after", () => {
    expect(found("943 476 5919")).toEqual([]);
    expect(found("NHS: 943 476 5919")).toEqual([["uk-nhs", "943 476 5919"]]);
    expect(found("111222333 is the BSN")).toEqual([["nl-bsn", "111222333"]]);
  });

  test("counts where its field is called so", () => {
    expect(found("111222333", "customer_bsn")).toEqual([["nl-bsn", "111222333"]]);
    expect(found("111222333", "__proto__")).toEqual([]);
  });

  test("does not count for a word that another is part of", () => {
    expect(found("a single 130692544")).toEqual([]);
    expect(found("SIN 130692544")).toEqual([["ca-sin", "130692544"]]);
  });

  test("counts with a lower bar", () => {
    const lower = createScanner({ minimumConfidence: 0.2, kinds: ["nl-bsn"] });
    expect(lower.scan("111222333")).toEqual([{ kind: "nl-bsn", start: 0, end: 9, confidence: 0.2 }]);
  });
});

test("a number that two countries' rules allow is that of the country that a word names", () => {
  // Denmark's own example; in Sweden the coordination number of somebody born on 1 July 1907.
  expect(found("CPR 070761-4285")).toEqual([["dk-cpr", "070761-4285"]]);
  expect(found("personal identity number 070761-4285")).toEqual([["se-personnummer", "070761-4285"]]);
});

test("spaces and hyphens of typesetting part groups as plain ones do", () => {
  expect(found("FR14\u00a02004\u00a01010\u00a00505\u00a00001\u00a03M02\u00a0606")).toMatchObject([["iban", /./]]);
  expect(found("4111\u20111111\u20111111\u20111111")).toMatchObject([["payment-card", /./]]);
});

test.each(PLANTED_SECRETS)("a secret is found: %s", (kind, secret) => {
  const [hit, ...others] = found(`key "${secret}" end`);
  expect(hit?.[0]).toBe(kind);
  expect(secret.startsWith(hit?.[1] ?? "-")).toBe(true);
  expect(others).toEqual([]);
});

test("a token with a wrong checksum is none", () => {
  const token = PLANTED_SECRETS.find(([kind]) => kind === "npm-token")?.[1] ?? "";
  expect(found(token)).toEqual([["npm-token", token]]);
  expect(found(token.replace("a1B2", "a1B3"))).toEqual([]);
});

test("the password of a URL is found, and not taken for an e-mail address", () => {
  expect(found("postgres://ann:s3cr3t@db.example.org/x")).toEqual([["url-password", "s3cr3t"]]);
});

test("what is random and is given to a name that keeps secrets is one", () => {
  expect(found('{"client_secret": "q8Zr4Vt1Lw9Xk3Nb7Yd2"}')).toEqual([["assigned-secret", "q8Zr4Vt1Lw9Xk3Nb7Yd2"]]);
  expect(found("DB_PASSWORD=q8Zr4Vt1Lw9Xk3Nb7Yd2")).toEqual([["assigned-secret", "q8Zr4Vt1Lw9Xk3Nb7Yd2"]]);
  expect(found("digest=q8Zr4Vt1Lw9Xk3Nb7Yd2")).toEqual([]);
  expect(found("password=aaaaaaaaaaaa1")).toEqual([]);
});

test("of hits that overlap the surer one counts", () => {
  // Both a card by Luhn and, within a URL, a password.
  expect(found("ftp://x:4111111111111111@h.org")).toEqual([["url-password", "4111111111111111"]]);
});

test("a kind that is not known is named, with the nearest", () => {
  expect(() => createScanner({ kinds: ["ibam"] })).toThrow('the kind "ibam" is not known');
  expect(() => createScanner({ kinds: [] })).toThrow("no kind was given");
  expect(() => createScanner({ minimumConfidence: Number.NaN })).toThrow("NaN was given");
});

test("of any text the hits lie in it, in order, and do not overlap", () => {
  const piece = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 12 }),
    fc.constantFrom(
      "4111 1111 1111 1111",
      "GB29 NWBK 6016 1331 9268 19",
      "a@b.de",
      "::1",
      "-",
      "=",
      ":",
      "1 2 3 ",
      "eyJ",
      "//",
    ),
    fc.constantFrom(...PLANTED_SECRETS.map(([, secret]) => secret)),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join("");
      const hits = scanner.scan(text);
      expect(scanner.scan(text)).toEqual(hits);
      hits.forEach(({ start, end }, index) => {
        expect(start).toBeGreaterThanOrEqual(hits[index - 1]?.end ?? 0);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
      });
    }),
  );
});
