import { createServer, type IncomingHttpHeaders, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { listen } from "../harness/github/listen.ts";

export interface RecordedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Refusal {
  readonly status: number;
  readonly body: string;
}

export interface Gateway extends AsyncDisposable {
  readonly url: string;
  /** In the order of arrival, those that were refused too. */
  readonly requests: RecordedRequest[];
}

/**
 * A server that passes every request on to `target` under its own name, and records the whole of it. `refuse` may answer
 * in the target's place, in XML, as Azure's storage does.
 */
export async function startGateway(
  target: string,
  refuse: (recorded: RecordedRequest) => Refusal | null = () => null,
): Promise<Gateway> {
  const requests: RecordedRequest[] = [];
  const server = createServer(async (message, response) => {
    const { method = "GET", url: path = "/", headers } = message;
    const recorded = { method, path, headers, body: await buffer(message) };
    requests.push(recorded);
    const refusal = refuse(recorded);
    if (refusal !== null) {
      response.writeHead(refusal.status, { "content-type": "application/xml" }).end(refusal.body);
      return;
    }
    const onward = request(new URL(path, target), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    onward.end(recorded.body);
  });
  const { url, [Symbol.asyncDispose]: dispose } = await listen(server);
  return { url, requests, [Symbol.asyncDispose]: dispose };
}
