import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { listen } from "../github/listen.ts";

export interface FormSeen {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly form: URLSearchParams;
}

/** Text is sent as it is, all else as JSON. */
export interface FormSaid {
  readonly status?: number;
  readonly body: unknown;
}

/** A server on the loopback that is asked as Prometheus is, by forms, and answers as `handler` says. */
export async function startPrometheusStandIn(handler: (form: URLSearchParams) => FormSaid) {
  const requests: FormSeen[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const form = new URLSearchParams(await text(request));
      requests.push({ path: request.url ?? "", authorization: request.headers.authorization, form });
      const { status = 200, body } = handler(form);
      response.writeHead(status, { "content-type": "application/json" });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    })();
  });
  return { ...(await listen(server)), requests };
}
