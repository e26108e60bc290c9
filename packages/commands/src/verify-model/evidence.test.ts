import { formatStatement, IN_TOTO_PAYLOAD, sha256 } from "@airworthy/evidence";
import { BOM_PREDICATE, bomStatement } from "@airworthy/model-card";
import { keySigner } from "@airworthy/signing";
import { describe, expect, test } from "vitest";
import { verify } from "../../../../test/harness/run-verify-model.ts";
import { bundleAttachment, documentAttachment, evidenceAttachment } from "../attachments.ts";
import {
  DIGEST,
  keyPair,
  layoutContents,
  MODEL,
  signatureAttachment,
  testAttachment,
  testResult,
  workspace,
} from "./example-package.ts";

const KEYS = keyPair();

const BOM = JSON.stringify({
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  metadata: { component: { type: "machine-learning-model", name: "m", hashes: [hash(DIGEST)] } },
  components: [...MODEL].map(([name, content]) => ({ type: "file", name, hashes: [hash(sha256(content))] })),
});
const bomFile = documentAttachment("bom.json", BOM, "application/vnd.cyclonedx+json");

function hash(content: string) {
  return { alg: "SHA-256", content };
}

test("a model card is of this package, of none that it names, or of another", async () => {
  const cards = [
    [`# m\n\nPackage: \`sha256:${DIGEST}\`\n`, "pass", "subject-matches"],
    ["# m\n", "warn", "no-package-digest"],
    [`# m\n\nPackage: \`sha256:${"0".repeat(64)}\`\n`, "fail", "subject-mismatch"],
    ["---\na: 1\na: 2\n---\n", "fail", "malformed-card"],
  ] as const;
  for (const [content, verdict, reasonCode] of cards) {
    await using space = await workspace(layoutContents([documentAttachment("card.md", content, "text/markdown")]));
    const { predicate } = await verify(space);
    expect(predicate.verdict, reasonCode).toBe(verdict);
    expect(predicate.findings.find(({ kind }) => kind === "model-card")).toMatchObject({ verdict, reasonCode });
  }
});

describe("a bill of materials", () => {
  const required = { key: "key.pem", require: ["bill-of-materials"] };

  test("that nobody signed does not count where a signer is named, bare or as a statement", async () => {
    const statement = formatStatement(bomStatement({ name: "m", digest: { sha256: DIGEST } }, BOM));
    for (const attachment of [bomFile, evidenceAttachment("bom.json", statement, BOM_PREDICATE)]) {
      await using space = await workspace(layoutContents([attachment, await signatureAttachment(KEYS.privateKey)]));
      expect(await verify(space, { require: ["bill-of-materials"] })).toMatchObject({ verdict: "warn" });
      await space.write("key.pem", KEYS.publicKey);
      expect(await verify(space, required)).toMatchObject({ verdict: "fail", reasonCode: "claimed-not-signed" });
    }
  });

  test("counts where it is the predicate of a signed statement, and no longer once it was changed", async () => {
    const statement = formatStatement(bomStatement({ name: "m", digest: { sha256: DIGEST } }, BOM));
    const bundle = await keySigner(KEYS.privateKey).sign(IN_TOTO_PAYLOAD, Buffer.from(statement));
    const signed = [
      bundleAttachment("bom.sigstore.json", bundle, BOM_PREDICATE),
      await signatureAttachment(KEYS.privateKey),
    ];
    const spaced = { ...bomFile, content: JSON.stringify(JSON.parse(BOM), null, 2) };
    await using same = await workspace(layoutContents([spaced, ...signed]));
    await same.write("key.pem", KEYS.publicKey);
    expect((await verify(same, required)).verdict).toBe("pass");
    const changed = {
      ...bomFile,
      content: BOM.replace('"components":[', '"components":[{"type":"library","name":"log4j"},'),
    };
    await using other = await workspace(layoutContents([changed, ...signed]));
    await other.write("key.pem", KEYS.publicKey);
    expect(await verify(other, required)).toMatchObject({ verdict: "warn", reasonCode: "claimed-not-signed" });
  });

  test("that is nested too deeply fails, and is no bug of ours", async () => {
    const deep = BOM.replace(/\}$/, `,"properties":${"[".repeat(200_000)}${"]".repeat(200_000)}}`);
    const text = `{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"m","digest":{"sha256":"${DIGEST}"}}],"predicateType":"${BOM_PREDICATE}","predicate":${deep}}`;
    await using space = await workspace(layoutContents([evidenceAttachment("bom.json", text, BOM_PREDICATE)]));
    expect(await verify(space)).toMatchObject({ verdict: "fail", reasonCode: "malformed" });
  });
});

describe("evidence", () => {
  test("that speaks of a bundle is not taken for one", async () => {
    await using space = await workspace();
    const mention = '"configuration": [], "about": { "mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json" }';
    await space.write("test.json", testResult().replace('"configuration": []', mention));
    expect((await verify(space, { evidence: ["test.json"], require: ["evidence"] })).verdict).toBe("pass");
  });

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
