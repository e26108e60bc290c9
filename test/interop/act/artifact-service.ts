import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { type Listening, listen } from "../../harness/github/listen.ts";

/** Of the loopback, too: act's own server is there, on the same port. */
export const ACT_HOST = "127.0.0.2";

const CREATE = /\/CreateArtifact$/;

/**
 * Stands before act's artifact server and hands on what comes, both ways, so that the @actions/artifact of today and the server of
 * act 0.2.89 understand each other. Two things are changed, in the request for a place to upload to and in its answer:
 * https://github.com/nektos/act/blob/v0.2.87/pkg/artifacts/artifacts_v4.go, parseProtbufBody and buildArtifactURL.
 */
export function startArtifactService(): Promise<Listening> {
  return listen(createServer(handOn));
}

async function handOn(message: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url = "/", headers, socket } = message;
  const isCreate = CREATE.test(url);
  const came = await buffer(message);
  const body = isCreate ? withoutType(came) : came;
  const { "transfer-encoding": _, ...rest } = headers;
  const sent = { ...rest, "content-length": `${body.byteLength}` };
  const onward = request(
    { host: ACT_HOST, port: socket.localPort, method, path: url, headers: sent },
    async (answer) => {
      const given = await buffer(answer);
      const { "content-length": _length, ...kept } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, kept).end(isCreate ? withEscapedSignature(given) : given);
    },
  );
  onward.once("error", (error) => response.writeHead(502).end(error.message));
  onward.end(body);
}

/** Sent since @actions/artifact 6.2, and refused by act as a field that it does not know. Its server takes archives alone. */
function withoutType(body: Buffer): Buffer {
  const asked: unknown = JSON.parse(body.toString("utf8"));
  return Buffer.from(JSON.stringify(asked, (key, value: unknown) => (key === "mime_type" ? undefined : value)));
}

/** A signature in base64 ends with an equals sign, which act leaves as it is in its address, and Azure's client then leaves out. */
function withEscapedSignature(answer: Buffer): string {
  return answer.toString("utf8").replace(/([?&]sig=[\w-]+)=/g, "$1%3D");
}
