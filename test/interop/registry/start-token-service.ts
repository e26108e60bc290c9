import { execFile } from "node:child_process";
import { createPrivateKey, sign, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Listening, listen } from "../../harness/github/listen.ts";

const run = promisify(execFile);
const SERVICE = "interop";
const ISSUER = "interop-issuer";

export interface TokenServiceStandIn extends AsyncDisposable {
  /** What makes a registry send its clients here. */
  readonly auth: object;
  /** The scopes of each token that was given, in order. */
  readonly given: string[][];
}

/**
 * A token service as https://distribution.github.io/distribution/spec/auth/jwt/ has it, for one user; the key is of the
 * moment. Its tokens are what a real registry checks: issuer, audience, time, signature, access.
 */
export async function startTokenService(
  folder: string,
  user: { readonly username: string; readonly password: string },
): Promise<TokenServiceStandIn> {
  const key = join(folder, "token.key");
  const certificate = join(folder, "token.crt");
  const flags = [
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-subj",
    "/CN=interop",
    "-days",
    "1",
    "-keyout",
    key,
    "-out",
    certificate,
  ];
  await run("openssl", ["req", "-x509", ...flags]);
  const issuer = { key: await readFile(key, "utf8"), certificate: await readFile(certificate) };
  const expected = `Basic ${Buffer.from(`${user.username}:${user.password}`).toString("base64")}`;
  const given: string[][] = [];
  const listening: Listening = await listen(
    createServer((request, response) => {
      const { searchParams } = new URL(request.url ?? "/", "http://localhost");
      const isKnown = request.headers.authorization === expected && searchParams.get("service") === SERVICE;
      const scopes = searchParams.getAll("scope");
      if (isKnown) given.push(scopes);
      response.writeHead(isKnown ? 200 : 401, { "content-type": "application/json" });
      response.end(isKnown ? JSON.stringify({ token: tokenFor(issuer, scopes), expires_in: 300 }) : "{}");
    }),
  );
  return {
    auth: { token: { realm: `${listening.url}/token`, service: SERVICE, issuer: ISSUER, rootcertbundle: certificate } },
    given,
    [Symbol.asyncDispose]: () => listening[Symbol.asyncDispose](),
  };
}

function tokenFor(issuer: { readonly key: string; readonly certificate: Buffer }, scopes: readonly string[]): string {
  const now = Math.floor(Date.now() / 1000);
  const access = scopes.map((scope) => {
    const [type, name, actions = ""] = scope.split(":");
    return { type, name, actions: actions.split(",") };
  });
  const x5c = [new X509Certificate(issuer.certificate).raw.toString("base64")];
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = {
    iss: ISSUER,
    sub: "me",
    aud: SERVICE,
    exp: now + 300,
    nbf: now - 10,
    iat: now,
    jti: `${now}`,
    access,
  };
  const signed = `${part({ typ: "JWT", alg: "RS256", x5c })}.${part(claims)}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), createPrivateKey(issuer.key)).toString("base64url")}`;
}
