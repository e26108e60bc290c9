import { createServer } from "node:http";
import { connect } from "node:net";
import { listen } from "./listen.ts";

export interface Proxy extends AsyncDisposable {
  readonly url: string;
  /** The host:port of every tunnel that was asked for. */
  readonly tunnels: string[];
}

/** An HTTP proxy that leads every tunnel to one address, whatever host was asked for. */
export async function startProxy(target: string): Promise<Proxy> {
  const tunnels: string[] = [];
  const { hostname, port } = new URL(target);
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on("connect", (request, socket) => {
    tunnels.push(request.url ?? "");
    const upstream = connect(Number(port), hostname, () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    socket.on("error", () => upstream.destroy());
    upstream.on("error", () => socket.destroy());
    socket.on("close", () => upstream.destroy());
  });
  const listening = await listen(server);
  return { url: listening.url, tunnels, [Symbol.asyncDispose]: listening[Symbol.asyncDispose] };
}
