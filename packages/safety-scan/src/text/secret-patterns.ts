import { crc32 } from "node:zlib";

/** A kind of secret that its text gives away. */
export interface SecretPattern {
  /** For people, such as "GitHub token". */
  readonly name: string;
  /** Global, over Latin-1; the whole match is the secret. Linear: no repetition within a repetition. */
  readonly pattern: RegExp;
  /** What the shape alone does not tell: a checksum, or that it is a well-known example. */
  readonly isReal?: (secret: string) => boolean;
}

/** A header is enough where what follows it is the start of a key and not an ellipsis in a manual. */
const PRIVATE_KEY =
  /-----BEGIN (?:RSA |EC |DSA |OPENSSH |ENCRYPTED |PGP )?PRIVATE KEY(?: BLOCK)?-----(?:\\r|\\n|[\r\n \t"',+]){1,20}(?:[A-Za-z-]{1,20}: [^\n]{1,200}\n){0,5}[\r\n]{0,2}[A-Za-z0-9+/]{40}/g;

/**
 * Only what is recognised by its structure. Passwords and keys without any are not looked for: guessing them by their
 * randomness finds more hashes and vocabularies than secrets.
 */
export const SECRET_PATTERNS: readonly SecretPattern[] = [
  { name: "Private key", pattern: PRIVATE_KEY },
  // https://github.blog/engineering/behind-githubs-new-authentication-token-formats/
  {
    name: "GitHub token",
    pattern: /\bgh[pousr]_[A-Za-z0-9]{36}\b/g,
    isReal: (token) => hasChecksum(token, "ghp_".length),
  },
  { name: "GitHub fine-grained token", pattern: /\bgithub_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}\b/g },
  { name: "npm token", pattern: /\bnpm_[A-Za-z0-9]{36}\b/g, isReal: (token) => hasChecksum(token, "npm_".length) },
  // The keys that AWS's own documentation uses end in EXAMPLE.
  { name: "AWS access key", pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g, isReal: (key) => !key.endsWith("EXAMPLE") },
  { name: "Hugging Face token", pattern: /\bhf_[A-Za-z]{34}\b/g, isReal: isVaried },
  { name: "Google API key", pattern: /\bAIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g, isReal: isVaried },
  { name: "Slack token", pattern: /\bxox[abeoprs]-(?:\d{1,2}-)?\d{9,14}-[A-Za-z0-9-]{20,200}/g },
  {
    name: "Slack webhook",
    pattern: /\bhooks\.slack\.com\/services\/T[A-Z0-9]{8,12}\/B[A-Z0-9]{8,12}\/[A-Za-z0-9]{24}\b/g,
  },
  { name: "Stripe key", pattern: /\b[sr]k_live_[A-Za-z0-9]{24,200}\b/g, isReal: isVaried },
  { name: "OpenAI key", pattern: /\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,100}T3BlbkFJ[A-Za-z0-9_-]{20,100}/g },
  { name: "Anthropic key", pattern: /\bsk-ant-(?:api|admin)\d{2}-[A-Za-z0-9_-]{80,120}/g },
  // A macaroon, whose first bytes are the same for all: PyPI, "Secret reporting API"
  { name: "PyPI token", pattern: /\bpypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,1000}/g },
  { name: "PyPI token", pattern: /\bpypi-AgENdGVzdC5weXBpLm9yZw[A-Za-z0-9_-]{50,1000}/g },
  {
    name: "JSON Web Token",
    pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,1000}\.eyJ[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{20,1000}/g,
    isReal: isSignedToken,
  },
];

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const CHECKSUM_CHARACTERS = 6;

/** The last six characters are the CRC-32 of those between them and the prefix, in base 62. */
function hasChecksum(token: string, prefix: number): boolean {
  const body = token.slice(prefix, -CHECKSUM_CHARACTERS);
  let [left, digits] = [crc32(body), ""];
  while (digits.length < CHECKSUM_CHARACTERS) {
    digits = `${BASE62[left % BASE62.length]}${digits}`;
    left = Math.floor(left / BASE62.length);
  }
  return token.endsWith(digits);
}

/** Places for a key in a manual repeat a letter: "hf_xxxxxxxx". Of 30 random ones, fewer than 10 different never come. */
function isVaried(secret: string): boolean {
  return new Set(secret.slice(secret.indexOf("_") + 1)).size >= 10;
}

function isSignedToken(token: string): boolean {
  const [header = ""] = token.split(".");
  try {
    const parsed: unknown = JSON.parse(Buffer.from(header, "base64url").toString("utf8"));
    return typeof parsed === "object" && parsed !== null && typeof Reflect.get(parsed, "alg") === "string";
  } catch {
    return false;
  }
}
