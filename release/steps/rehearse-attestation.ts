import { generateKeyPairSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createStatement, IN_TOTO_PAYLOAD } from "@airworthy/evidence";
import { PROVENANCE_PREDICATE, parseProvenance } from "@airworthy/provenance";
import { envelopeStatement, keySigner, verifyWithKey } from "@airworthy/signing";
import type { Options } from "../options.ts";
import { type Plan, readPlan } from "../plan.ts";
import { Refusal } from "../refusal.ts";
import { say } from "../say.ts";
import { checkSums, type Sum } from "../sums.ts";
import { REPOSITORY_URL } from "../tree/source-links.ts";

const FILE = "rehearsal.sigstore.json";

/**
 * What actions/attest does in the workflow, with a key that is thrown away: provenance of every file, signed, written, read
 * back, verified, and its digests compared with the files. The signature is worth nothing to anybody else.
 */
export async function rehearseAttestation({ places }: Options): Promise<void> {
  const sums = checkSums(places);
  const keys = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const payload = Buffer.from(JSON.stringify(provenanceOf(sums, readPlan(places))));
  const file = join(places.files, FILE);
  writeFileSync(file, await keySigner(keys.privateKey).sign(IN_TOTO_PAYLOAD, payload));
  const statement = envelopeStatement(verifyWithKey(readFileSync(file, "utf8"), keys.publicKey, FILE));
  const attested = parseProvenance(statement).subjects;
  if (
    attested.join() !==
    checkSums(places)
      .map(({ sha256 }) => sha256)
      .join()
  ) {
    throw new Refusal(`${FILE} attests other files than those of the release`);
  }
  say(`attested and verified: ${attested.length} files, with a key that is gone`);
}

/** https://slsa.dev/spec/v1.1/provenance */
function provenanceOf(sums: readonly Sum[], { version, commit }: Plan) {
  const [first, ...others] = sums.map(({ name, sha256 }) => ({ name, digest: { sha256 } }));
  if (first === undefined) throw new Refusal("there is nothing to attest");
  const sources = { uri: `git+${REPOSITORY_URL}`, ...(commit === null ? {} : { digest: { gitCommit: commit } }) };
  const predicate = {
    buildDefinition: {
      buildType: "https://airworthy.dev/buildtypes/release/v1",
      externalParameters: { version },
      resolvedDependencies: [sources],
    },
    runDetails: { builder: { id: "https://airworthy.dev/builders/local" } },
  };
  return { ...createStatement(first, PROVENANCE_PREDICATE, predicate), subject: [first, ...others] };
}
