import { generateKeyPairSync } from "node:crypto";
import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { airworthy } from "./run-verb.ts";

/**
 * Signs a layout and its evidence with a key of the moment, by their digests alone, and verifies it: as it is, and with one
 * bit of one file changed. `output` is absolute, as is where the key goes; `layout` and `evidence` are as the verbs are given them.
 */
export async function signAndVerify(output: string, layout: string, evidence: string): Promise<void> {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key = join(output, "key.pem");
  const publicFile = join(output, "key.pub");
  await writeFile(key, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  await writeFile(publicFile, publicKey.export({ type: "spki", format: "pem" }));
  const signatures = join(output, "airworthy-signatures");
  await airworthy("sign-model", [
    ...["--evidence", evidence, "--key", key, "--package", layout, "--output", signatures],
  ]);
  const verify = (folder: string) =>
    airworthy("verify-model", [
      ...["--package", folder, "--key", publicFile, "--evidence-dir", join(output, "verified")],
    ]);
  await verify(layout);
  const tampered = join(output, "packages", "tampered");
  await cp(join(output, "..", layout), tampered, { recursive: true });
  await flipBit(join(tampered, "blobs", "sha256"));
  await verify(tampered);
}

/** Of the first of the files: which one does not matter. */
async function flipBit(folder: string): Promise<void> {
  const [first = ""] = (await readdir(folder)).sort();
  const content = await readFile(join(folder, first));
  content[0] = (content[0] ?? 0) ^ 1;
  await writeFile(join(folder, first), content);
}
