import { IN_TOTO_PAYLOAD, sha256 } from "@airworthy/evidence";
import { certificateSigner, modelSignature } from "@airworthy/signing";
import { describe, expect, test } from "vitest";
import { verify } from "../../../../test/harness/run-verify-model.ts";
import { authority, certificate, ecParty, privatePem, VALID_TIME } from "../../../signing/test/make-certificate.ts";
import { bundleAttachment } from "../attachments.ts";
import { keyPair, layoutContents, MODEL, signatureAttachment, signFiles, workspace } from "./example-package.ts";

const KEYS = keyPair();
const STRANGER = keyPair();

describe("a signature that refers to the package", () => {
  const signed = async (key = KEYS.privateKey) => {
    const space = await workspace(layoutContents([await signatureAttachment(key)]));
    await space.write("key.pem", KEYS.publicKey);
    return space;
  };

  test("passes with its key, and the headline says whose it is and of what", async () => {
    await using space = await signed();
    const { verdict, headline, outputs } = await verify(space, { key: "key.pem" });
    expect(verdict).toBe("pass");
    expect(headline).toBe(`acme/m 1.0.0 intact: 4 files; its files signed by ${outputs.signers}.`);
    expect(outputs.signers).toContain(sha256(KEYS.publicKey).slice(0, 12));
  });

  test("does not read as verified where no key was given", async () => {
    await using space = await signed();
    const { verdict, headline, outputs } = await verify(space);
    expect([verdict, outputs.signers]).toEqual(["warn", ""]);
    expect(headline).toBe("acme/m 1.0.0 intact: 4 files; its signature was not verified.");
  });

  test("fails where it is somebody else's, or there is none", async () => {
    await using other = await signed(STRANGER.privateKey);
    expect(await verify(other, { key: "key.pem" })).toMatchObject({ verdict: "fail", reasonCode: "unknown-key" });
    await using none = await workspace();
    await none.write("key.pem", KEYS.publicKey);
    expect(await verify(none, { key: "key.pem" })).toMatchObject({ verdict: "fail", reasonCode: "signature-missing" });
    expect(await verify(none, { require: ["signature"] })).toMatchObject({ verdict: "fail" });
  });

  test("by certificate passes with its root, and with no other, nor with a key", async () => {
    const [root, leaf, other] = [ecParty("root"), ecParty("signer"), ecParty("other")];
    const chain = certificateSigner(privatePem(leaf), certificate(leaf, root));
    const statement = modelSignature({
      name: "m",
      files: [...MODEL].map(([path, content]) => ({ path, sha256: sha256(content) })),
      ignorePaths: [],
    });
    const bundle = await chain.sign(IN_TOTO_PAYLOAD, Buffer.from(statement));
    await using space = await workspace(layoutContents([bundleAttachment("model.sig", bundle, "x")]));
    await space.write("root.pem", authority(root));
    await space.write("other.pem", authority(other));
    await space.write("key.pem", KEYS.publicKey);
    const asked = (certificates: string) => verify(space, { certificates }, VALID_TIME);
    expect(await asked("root.pem")).toMatchObject({ verdict: "pass" });
    expect(await asked("other.pem")).toMatchObject({ verdict: "fail", reasonCode: "untrusted-certificate" });
    const keyed = await verify(space, { key: "key.pem" });
    expect(keyed).toMatchObject({ verdict: "fail", reasonCode: "signature-not-verified" });
  });

  test("beside a stranger's still counts", async () => {
    const strangers = { ...(await signatureAttachment(STRANGER.privateKey)), name: "other.sig" };
    const contents = layoutContents([strangers, await signatureAttachment(KEYS.privateKey)]);
    await using space = await workspace(contents);
    await space.write("key.pem", KEYS.publicKey);
    const { verdict, headline } = await verify(space, { key: "key.pem" });
    expect(verdict).toBe("warn");
    expect(headline).toContain("its files signed by");
  });

  test("of other files fails, and names them", async () => {
    const files = new Map([...MODEL, ["weights.bin", "other"], ["gone.bin", "x"]]);
    files.delete("empty");
    await using space = await workspace();
    await space.write("key.pem", KEYS.publicKey);
    await space.write("given.sig", await signFiles(files, KEYS.privateKey));
    const { verdict, predicate, outputs } = await verify(space, { key: "key.pem", signature: "given.sig" });
    expect([verdict, outputs.signers]).toEqual(["fail", ""]);
    expect(predicate.differences.map(({ path, change }) => [path, change])).toEqual([
      ["weights.bin", "changed"],
      ["gone.bin", "missing"],
      ["empty", "extra"],
    ]);
  });
});
