import { IN_TOTO_PAYLOAD } from "@airworthy/evidence";
import { keySigner } from "@airworthy/signing";
import { describe, expect, test } from "vitest";
import { verify } from "../../../../test/harness/run-verify-model.ts";
import {
  keyPair,
  layoutContents,
  signatureAttachment,
  testAttachment,
  testResult,
  workspace,
} from "./example-package.ts";

const KEYS = keyPair();

describe("evidence", () => {
  test("on this package passes, on another one fails", async () => {
    await using space = await workspace(layoutContents([testAttachment()]));
    expect((await verify(space, { require: ["evidence"] })).verdict).toBe("pass");
    await space.write("other.json", testResult("b".repeat(64)));
    const { verdict, reasonCode } = await verify(space, { evidence: ["other.json"] });
    expect([verdict, reasonCode]).toEqual(["fail", "subject-mismatch"]);
  });

  test("that nobody signed does not count where a signer is named; signed, it does", async () => {
    await using space = await workspace(layoutContents([await signatureAttachment(KEYS.privateKey)]));
    await space.write("key.pem", KEYS.publicKey);
    await space.write("test.json", testResult());
    const asked = { key: "key.pem", evidence: ["test.*"], require: ["evidence"] };
    expect(await verify(space, asked)).toMatchObject({ verdict: "fail", reasonCode: "claimed-not-signed" });
    const bundle = await keySigner(KEYS.privateKey).sign(IN_TOTO_PAYLOAD, Buffer.from(testResult()));
    await space.write("test.json", bundle);
    const { verdict, headline } = await verify(space, asked);
    expect(verdict).toBe("pass");
    // Whoever signed a test's result did not sign the package.
    expect(headline).toContain("its files signed by");
  });

  test("that is attached bare counts as signed where a bundle holds the same bytes", async () => {
    await using space = await workspace(layoutContents([testAttachment(), await signatureAttachment(KEYS.privateKey)]));
    await space.write("key.pem", KEYS.publicKey);
    expect(await verify(space, { key: "key.pem" })).toMatchObject({ reasonCode: "claimed-not-signed" });
    const bundle = await keySigner(KEYS.privateKey).sign(IN_TOTO_PAYLOAD, Buffer.from(testResult()));
    await space.write("test.sigstore.json", bundle);
    expect((await verify(space, { key: "key.pem", evidence: ["test.sigstore.json"] })).verdict).toBe("pass");
  });

  test("that is malformed, or missing where it is required, fails", async () => {
    await using space = await workspace();
    await space.write("broken.json", "{");
    expect(await verify(space, { evidence: ["broken.json"] })).toMatchObject({
      verdict: "fail",
      reasonCode: "malformed",
    });
    const required = { require: ["provenance", "bill-of-materials", "model-card", "evidence"] };
    const { predicate } = await verify(space, required);
    expect(predicate.findings.filter(({ verdict }) => verdict === "fail").map(({ reasonCode }) => reasonCode)).toEqual([
      "provenance-missing",
      "bill-of-materials-missing",
      "model-card-missing",
      "evidence-missing",
    ]);
  });

  test("a policy without provenance that somebody signed fails", async () => {
    await using space = await workspace();
    const { verdict, reasonCode } = await verify(space, { repository: "acme/model" });
    expect([verdict, reasonCode]).toEqual(["fail", "provenance-missing"]);
  });
});
