import { expect, test } from "vitest";
import { assertionsMade, conforms } from "../../../test/harness/conforms.ts";
import { nameUuid } from "./name-uuid.ts";

// RFC 9562, appendix A.4: version 5 in the namespace of domain names.
test("the published example comes out", () => {
  expect(nameUuid("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com")).toBe(
    "2ed6657d-e927-568b-95e1-2665a8aea6a2",
  );
  conforms({
    area: "Packages and signatures",
    claim: "UUIDs of names",
    peer: "RFC 9562, A.4",
    cases: assertionsMade(),
  });
});
