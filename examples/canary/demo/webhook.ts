import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";

/** What a signed alert says, as far as it is shown here; packages/alerts/alert.schema.json has all of it. */
export interface Alert {
  readonly occasion: string;
  readonly title: string;
  readonly headline: string;
  readonly owners: readonly string[];
}

export interface Webhook extends AsyncDisposable {
  readonly url: string;
  readonly secret: string;
  /** Alerts with a signature that holds, in the order in which they came. */
  readonly alerts: readonly Alert[];
}

/** A server of one's own on this machine, to which alerts are sent. It takes those that are signed with its secret. */
export async function startWebhook(): Promise<Webhook> {
  const secret = randomBytes(24).toString("hex");
  const alerts: Alert[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const isSigned = isOurs(body, String(request.headers["x-airworthy-signature-256"]), secret);
    if (isSigned) alerts.push(JSON.parse(body));
    response.writeHead(isSigned ? 204 : 401).end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the webhook has no port");
  return {
    url: `http://127.0.0.1:${address.port}/alerts`,
    secret,
    alerts,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Before the body is parsed, and in constant time. */
function isOurs(body: string, header: string, secret: string): boolean {
  const expected = Buffer.from(`sha256=${createHmac("sha256", secret).update(body).digest("hex")}`);
  const given = Buffer.from(header);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
