import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { listen } from "../github/listen.ts";
import { answerBlob, answerUpload, openUpload } from "./blob-routes.ts";
import { type Fault, takeFault } from "./fault.ts";
import { giveToken, TOKEN_PATH, turnAway } from "./login.ts";
import { answerManifest, answerReferrers } from "./manifest-routes.ts";
import { problem, type Received, type Reply, readBody } from "./message.ts";
import { createState, type Manners, type State } from "./state.ts";

export interface LoggedRequest {
  /** "METHOD path?query". */
  readonly line: string;
  readonly authorization: string | null;
  /** Of the body, as far as it was taken. */
  readonly bytes: number;
  /** null where the stand-in never answered. */
  readonly status: number | null;
}

/** An OCI registry on the loopback, in memory, with manners and faults to choose. */
export interface RegistryStandIn extends AsyncDisposable {
  readonly url: string;
  /** As a reference names it, such as "127.0.0.1:4711". */
  readonly host: string;
  readonly state: State;
  readonly requests: LoggedRequest[];
  readonly faults: Fault[];
}

const POLITE: Manners = { referrers: "api", location: "relative", patch: "chunks", ranges: true };

/** The faults after which nothing is answered. */
const SILENT: readonly Fault["kind"][] = ["hang", "cut-upload", "lost-answer"];

export async function startRegistry(given: Partial<Manners> = {}): Promise<RegistryStandIn> {
  const manners: Manners = { ...POLITE, ...given };
  const state = createState();
  const requests: LoggedRequest[] = [];
  const faults: Fault[] = [];

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(message.url ?? "/", `http://${message.headers.host}`);
    const method = message.method ?? "GET";
    const line = `${method} ${url.pathname}${url.search}`;
    const fault = takeFault(faults, line);
    prepare(state, fault);
    const body = await readBody(message, fault?.kind === "cut-upload" ? fault.after : undefined).catch(() => null);
    const received = body && { method, url, headers: message.headers, body };
    const reply = received && replyTo(state, manners, received, fault);
    const isSilent = reply === null || (fault !== null && SILENT.includes(fault.kind));
    requests.push({ ...logged(line, message, body), status: isSilent ? null : reply.status });
    if (fault?.kind === "hang") return;
    if (isSilent) response.destroy();
    else send(response, reply, fault?.kind === "cut-download" ? fault.after : null);
  }

  const server = createServer((message, response) => void serve(message, response));
  const listening = await listen(server);
  const { url, port } = listening;
  const dispose = listening[Symbol.asyncDispose];
  return { url, host: `127.0.0.1:${port}`, state, requests, faults, [Symbol.asyncDispose]: dispose };
}

function logged(line: string, message: IncomingMessage, body: Buffer | null) {
  return { line, authorization: message.headers.authorization ?? null, bytes: body?.length ?? 0 };
}

function prepare(state: State, fault: Fault | null): void {
  if (fault?.kind === "lost-uploads") state.uploads.clear();
  if (fault?.kind === "meanwhile") fault.act();
}

function replyTo(state: State, manners: Manners, received: Received, fault: Fault | null): Reply | null {
  if (fault?.kind === "hang") return null;
  if (fault?.kind === "answer") return fault;
  // What came of a chunk that was cut is kept, whatever length it was to have.
  return route(state, manners, fault?.kind === "cut-upload" ? withoutRange(received) : received);
}

function route(state: State, manners: Manners, received: Received): Reply {
  const { pathname } = received.url;
  const away = turnAway(state, manners, received);
  if (away !== null) return away;
  if (pathname === TOKEN_PATH) return giveToken(state, manners, received);
  const [, name = "", kind = "", rest = ""] =
    /^\/v2\/(.+?)\/(blobs\/uploads|blobs|manifests|referrers)\/(.*)$/.exec(pathname) ?? [];
  const asked = { state, manners, received, name };
  if (kind === "manifests") return answerManifest(asked, rest);
  if (kind === "referrers") return answerReferrers(asked, rest);
  if (kind === "blobs") return answerBlob(asked, rest);
  if (kind === "blobs/uploads") return rest === "" ? openUpload(asked) : answerUpload(asked, rest);
  return problem(404, "NOT_FOUND");
}

function withoutRange(received: Received): Received {
  const { "content-range": _, ...headers } = received.headers;
  return { ...received, headers };
}

function send(response: ServerResponse, reply: Reply, cutAfter: number | null): void {
  const body = Buffer.from(reply.body ?? "");
  const length: Record<string, string> =
    reply.body === undefined || reply.status === 204 ? {} : { "content-length": `${body.length}` };
  response.writeHead(reply.status, { ...length, ...reply.headers });
  if (cutAfter === null) response.end(reply.body === undefined ? undefined : body);
  else response.write(body.subarray(0, cutAfter), () => response.destroy());
}
