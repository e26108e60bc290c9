import { createServer } from "node:http";
import { listen } from "../github/listen.ts";
import { type Received, receive, send } from "../github/message.ts";
import { type Authorities, createAuthorities, trustedRootOf } from "./authorities.ts";
import { certifiable } from "./certificate-request.ts";
import { identityToken, JOB_CLAIMS } from "./identity-provider.ts";
import { canonicalEntry } from "./log-entry.ts";
import { type MockAnswer, mock } from "./mock.ts";

export interface SigstoreFault {
  /** Tested against "METHOD path?query". */
  readonly request: RegExp;
  readonly status: number;
  /** Whether the request is done all the same. */
  readonly done?: boolean;
}

/** An instance of Sigstore on the loopback, of @sigstore/mock's parts, with GitHub's identity provider beside it. */
export interface Sigstore extends AsyncDisposable {
  readonly url: string;
  /** "METHOD path?query" of every request, in the order of arrival. */
  readonly requests: string[];
  /** What goes wrong next; each fault is taken out by the request that it hits. */
  readonly faults: SigstoreFault[];
  /** The environment of a job that may ask for its identity. */
  readonly env: Readonly<Record<string, string>>;
  /** What the identity provider says of the job. */
  claims: Readonly<Record<string, unknown>>;
  /** Seconds of a certificate's ten minutes that have gone when it is issued. */
  certificateAge: number;
  /** As a file holds it; `hasLog` false for an instance that relies on time stamps alone. */
  trustedRoot(hasLog?: boolean): string;
}

const BEARER = "the job's request token";
const TOKEN_PATH = "/token";
const OPENID = "/.well-known/openid-configuration";
const ENTRIES = "/api/v1/log/entries";

export async function startSigstore(): Promise<Sigstore> {
  const requests: string[] = [];
  const faults: SigstoreFault[] = [];
  const entries = new Map<string, string>();
  const server = createServer(async (message, response) => {
    const received = await receive(message, `http://${message.headers.host}`);
    requests.push(received.line);
    const index = faults.findIndex(({ request }) => request.test(received.line));
    const [fault] = index < 0 ? [] : faults.splice(index, 1);
    const bearer = message.headers.authorization?.replace(/^Bearer /, "") ?? "";
    const token = bearer === BEARER ? identityToken(sigstore.claims) : null;
    authorities.setClocks(sigstore.certificateAge);
    const reply =
      fault === undefined || fault.done ? await answer(received, { authorities, entries, bearer, token }) : null;
    send(response, fault === undefined && reply !== null ? reply : { status: fault?.status ?? 500, body: "broken" });
  });
  const listening = await listen(server);
  const { url } = listening;
  const authorities = await createAuthorities(url);
  const sigstore: Sigstore = {
    url,
    requests,
    faults,
    claims: JOB_CLAIMS,
    certificateAge: 0,
    env: {
      GITHUB_ACTIONS: "true",
      ACTIONS_ID_TOKEN_REQUEST_URL: `${url}${TOKEN_PATH}?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: BEARER,
    },
    trustedRoot: (hasLog = true) => JSON.stringify(trustedRootOf(url, authorities, hasLog)),
    [Symbol.asyncDispose]: listening[Symbol.asyncDispose],
  };
  return sigstore;
}

interface Instance {
  readonly authorities: Authorities;
  /** The log's answers, by what was proposed. */
  readonly entries: Map<string, string>;
  /** What the authorization header holds. */
  readonly bearer: string;
  readonly token: string | null;
}

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

async function answer(received: Received, instance: Instance): Promise<Reply> {
  const { method, url, json } = received;
  const { certificates, timeStamps } = instance.authorities;
  const path = url.pathname;
  if (path === TOKEN_PATH) return giveToken(url, instance.token);
  if (path === OPENID) return { status: 200, body: openidConfiguration(url.origin) };
  if (path === ENTRIES) return logEntry(received, instance);
  if (method === "GET" && path.startsWith(`${ENTRIES}/`)) return findEntry(path.slice(ENTRIES.length + 1), instance);
  const fulcio = mock.fulcioHandler(certificates, { subjectClaim: "identity" });
  if (path === fulcio.path) {
    return refuseOnError(async () => toReply(await fulcio.fn(JSON.stringify(certifiable(json, instance.bearer)))));
  }
  const tsa = mock.tsaHandler(timeStamps);
  if (path !== tsa.path) return { status: 404 };
  return toReply(await tsa.fn(received.bytes.toString()));
}

function giveToken(url: URL, token: string | null): Reply {
  if (token === null) return { status: 401, body: { message: "unauthorized" } };
  return url.searchParams.get("audience") === "sigstore" ? { status: 200, body: { value: token } } : { status: 400 };
}

/** sigstore-python asks for it even when it was given a token. */
function openidConfiguration(origin: string) {
  return { issuer: origin, authorization_endpoint: `${origin}/auth`, token_endpoint: `${origin}${TOKEN_PATH}` };
}

/** As Rekor does, it takes an entry once. */
function logEntry({ bytes, json }: Received, { authorities, entries }: Instance): Promise<Reply> {
  return refuseOnError(async () => {
    const known = [...entries.entries()].find(([proposal]) => proposal === bytes.toString());
    if (known !== undefined) {
      const location = `${ENTRIES}/${Object.keys(JSON.parse(known[1]))[0]}`;
      return { status: 409, headers: { location }, body: { code: 409, message: "an equivalent entry already exists" } };
    }
    const { statusCode, response } = await mock.rekorHandler(authorities.log).fn(JSON.stringify(canonicalEntry(json)));
    entries.set(bytes.toString(), response.toString());
    return { status: statusCode, body: JSON.parse(response.toString()) };
  });
}

function findEntry(uuid: string, { entries }: Instance): Reply {
  const found = [...entries.values()].find((entry) => Object.hasOwn(JSON.parse(entry), uuid));
  return found === undefined ? { status: 404 } : { status: 200, body: JSON.parse(found) };
}

async function refuseOnError(work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    return { status: 400, body: { code: 3, message: error instanceof Error ? error.message : String(error) } };
  }
}

function toReply({ statusCode: status, response }: MockAnswer): Reply {
  if (typeof response !== "string") return { status, body: Buffer.from(response) };
  return { status, body: response.startsWith("{") ? JSON.parse(response) : { message: response } };
}
