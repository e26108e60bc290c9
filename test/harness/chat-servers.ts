import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { type Listening, listen } from "./github/listen.ts";

/** A request as a chat's server sees it. */
export interface ChatRequest {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  /** As it was sent. */
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly status: number;
}

export interface ChatServers extends AsyncDisposable {
  readonly url: string;
  readonly requests: ChatRequest[];
  /** Those to one path. */
  to(path: string): readonly ChatRequest[];
  /** What the next requests to a path are answered; each answer is given once. */
  readonly faults: Map<string, ChatAnswer[]>;
}

export interface ChatAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * Slack's webhooks and methods, Teams's flows, Discord's webhooks and a server of one's own, each as it answers when all is
 * well: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks (the text "ok"),
 * https://docs.slack.dev/reference/methods/chat.postMessage, https://docs.discord.com/developers/resources/webhook (204, or the
 * message with `wait`); a flow answers 202.
 */
export async function startChatServers(): Promise<ChatServers> {
  const requests: ChatRequest[] = [];
  const faults = new Map<string, ChatAnswer[]>();
  const server = createServer(async (message, response) => {
    const sent = await text(message);
    const url = new URL(message.url ?? "/", "http://localhost");
    const { status, headers, body } = faults.get(url.pathname)?.shift() ?? answerOf(url, requests.length);
    requests.push({ path: url.pathname, headers: message.headers, text: sent, body: JSON.parse(sent), status });
    response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body ?? null));
  });
  const listening: Listening = await listen(server);
  return {
    url: listening.url,
    requests,
    faults,
    to: (path) => requests.filter((request) => request.path === path),
    [Symbol.asyncDispose]: listening[Symbol.asyncDispose],
  };
}

function answerOf({ pathname, searchParams }: URL, count: number): ChatAnswer {
  if (pathname.startsWith("/services/")) return { status: 200, body: "ok" };
  if (pathname === "/api/chat.postMessage") {
    return {
      status: 200,
      body: { ok: true, channel: "C012AB3CD", ts: `1503435956.${String(count).padStart(6, "0")}` },
    };
  }
  if (pathname === "/api/chat.update") return { status: 200, body: { ok: true, channel: "C012AB3CD" } };
  if (pathname.startsWith("/workflows/")) return { status: 202, body: "" };
  if (pathname.startsWith("/discord/")) {
    return searchParams.get("wait") === "true" ? { status: 200, body: { id: "1" } } : { status: 204 };
  }
  return pathname === "/hook" ? { status: 200, body: "" } : { status: 404, body: "no such hook" };
}
