import { once } from "node:events";
import type { Server } from "node:http";

export interface Listening extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
}

/** Starts a server on a free port of the loopback; disposing of it ends hanging connections too. */
export async function listen(server: Server): Promise<Listening> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the stand-in listens on no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
