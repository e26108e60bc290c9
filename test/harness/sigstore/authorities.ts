import { createHash, generateKeyPairSync } from "node:crypto";
import { mock } from "./mock.ts";

/** Long before any test; the mock's own certificates begin when they are made. */
const VALID_FOR = { start: "2020-01-01T00:00:00Z" };
const CURVE = { hashAlgorithm: "SHA2_256", keyDetails: "PKIX_ECDSA_P256_SHA_256" } as const;

/** What signs in an instance of Sigstore: fresh keys and certificates of @sigstore/mock. */
export async function createAuthorities(origin: string) {
  const certificateClock = new Date();
  const timeStampClock = new Date();
  const keyPair = () => generateKeyPairSync("ec", { namedCurve: "P-256" });
  const certificateLog = await mock.initializeCTLog(keyPair());
  return {
    certificateLog,
    certificates: await mock.initializeCA(keyPair(), certificateLog, certificateClock),
    log: await mock.initializeTLog(origin, keyPair()),
    timeStamps: await mock.initializeTSA(keyPair(), timeStampClock),
    /** Before each request. A certificate begins `age` seconds before it is issued; time stamps have whole seconds, as real ones. */
    setClocks(age: number) {
      certificateClock.setTime(Date.now() - age * 1000);
      timeStampClock.setTime(Math.floor(Date.now() / 1000) * 1000);
    },
  };
}

export type Authorities = Awaited<ReturnType<typeof createAuthorities>>;

/** The trusted root of the instance, as JSON; without its log it is one that relies on time stamps, as GitHub's own does. */
export function trustedRootOf(origin: string, authorities: Authorities, hasLog: boolean) {
  const { certificateLog, certificates, log, timeStamps } = authorities;
  return {
    mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
    tlogs: hasLog ? [logOf(origin, log.publicKey)] : [],
    certificateAuthorities: [authorityOf(origin, "sigstore", [certificates.rootCertificate])],
    ctlogs: [logOf(`${origin}/ct`, certificateLog.publicKey)],
    timestampAuthorities: [authorityOf(origin, "tsa", [timeStamps.intCertificate, timeStamps.rootCertificate])],
  };
}

function logOf(baseUrl: string, publicKey: Buffer) {
  const { hashAlgorithm, keyDetails } = CURVE;
  const logId = { keyId: createHash("sha256").update(publicKey).digest("base64") };
  const key = { rawBytes: publicKey.toString("base64"), keyDetails, validFor: VALID_FOR };
  return { baseUrl, hashAlgorithm, publicKey: key, logId };
}

function authorityOf(uri: string, commonName: string, chain: readonly Buffer[]) {
  const certificates = chain.map((certificate) => ({ rawBytes: certificate.toString("base64") }));
  const subject = { organization: "sigstore.mock", commonName };
  return { subject, uri, certChain: { certificates }, validFor: VALID_FOR };
}
