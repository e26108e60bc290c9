import { type ClientRequest, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { listen } from "../../harness/github/listen.ts";

/** What a service does instead of what it was asked. */
export type Misbehave = (response: ServerResponse) => void;

export interface ServiceFault {
  readonly misbehave: Misbehave;
  /** The number of the request that is the first to be hit, from 0, over all services of the run. */
  readonly at: number;
  /** How many are hit from there. */
  readonly times: number;
}

/** Stands between a run and its services: passes requests on, but for those that a fault is for. */
export class FaultyServices {
  /** "METHOD path" of every request, in the order of arrival. */
  readonly requests: string[] = [];
  readonly #fault: ServiceFault | null;

  constructor(fault: ServiceFault | null) {
    this.#fault = fault;
  }

  /** The address at which a service is reached through this. */
  async through(upstream: string, stack: AsyncDisposableStack): Promise<string> {
    const { hostname, port } = new URL(upstream);
    const server = createServer((message, response) => {
      const number = this.requests.push(`${message.method} ${message.url}`) - 1;
      const fault = this.#fault;
      const isHit = fault !== null && number >= fault.at && number < fault.at + fault.times;
      if (!isHit) forward(message, response, { hostname, port });
      else message.resume().once("end", () => fault.misbehave(response));
    });
    const listening = stack.use(await listen(server));
    return upstream.replace(/^http:\/\/[^/]+/, listening.url);
  }
}

function forward(message: IncomingMessage, response: ServerResponse, to: { hostname: string; port: string }): void {
  const { method, url: path, headers } = message;
  const onwards: ClientRequest = request({ ...to, method, path, headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  });
  onwards.once("error", () => response.destroy());
  message.pipe(onwards);
}
