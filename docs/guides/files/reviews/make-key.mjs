// Writes a new key to sign models with, key.pem, and its public half, key.pub.
import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";

const keys = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
writeFileSync("key.pem", keys.privateKey, { mode: 0o600, flag: "wx" });
writeFileSync("key.pub", keys.publicKey);
