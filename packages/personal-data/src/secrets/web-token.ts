/** A JSON Web Token: header, claims and signature (RFC 7519), each in base64url. */
const WEB_TOKEN = /^eyJ[A-Za-z0-9_-]{10,1000}\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{20,1000}/;
const MOST_CHARACTERS = 6_100;

/** Where the JSON Web Token that begins at `start` ends, whose header names an algorithm; -1 where there is none. */
export function webTokenEnd(text: string, start: number): number {
  const [token] = WEB_TOKEN.exec(text.slice(start, start + MOST_CHARACTERS)) ?? [];
  return token !== undefined && namesAlgorithm(token) ? start + token.length : -1;
}

function namesAlgorithm(token: string): boolean {
  const [header = ""] = token.split(".");
  try {
    const parsed: unknown = JSON.parse(Buffer.from(header, "base64url").toString("utf8"));
    return typeof parsed === "object" && parsed !== null && typeof Reflect.get(parsed, "alg") === "string";
  } catch {
    return false;
  }
}
