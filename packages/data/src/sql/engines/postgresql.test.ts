import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { expect, test } from "vitest";
import { openPostgres } from "./postgresql.ts";

test.each([
  "",
  "localhost/db",
  "mysql://u:s3cr3t@host/db",
  "postgresql://u:s3cr3t@host:port/db",
  "postgresql://u:s3cr3t%zz@host/db",
])("a URL that is none of PostgreSQL's is refused, and not shown: %j", (url) => {
  expect(() => openPostgres(url)).toThrow("the address is no URL of postgresql:");
  expect(() => openPostgres(url)).not.toThrow("s3cr3t");
});

test("a server that is not there is an error without the password", async () => {
  const failed = openPostgres("postgresql://u:s3cr3t@127.0.0.1:1/db").run("SELECT 1");
  await expect(failed).rejects.toMatchObject({ name: "UserError", message: expect.stringContaining("ECONNREFUSED") });
  await expect(failed).rejects.not.toThrow("s3cr3t");
});

test.each(["", "?sslmode=prefer", "?sslmode=allow", "?sslmode="])(
  "a password crosses no network in the open: %j",
  (query) => {
    expect(() => openPostgres(`postgresql://u:s3cr3t@db.example/db${query}`)).toThrow(
      "db.example would be sent a password that all on the way could read",
    );
  },
);

test.each([
  "@db.example/db",
  ":p@localhost/db",
  ":p@db.example/db?sslmode=verify-full",
  ":p@db.example/db?sslmode=disable",
])("unless it is said so, or there is none: %s", (rest) => {
  expect(openPostgres(`postgresql://u${rest}`)).toHaveProperty("dialect");
});

/** Greets as PostgreSQL does, and then does as told with what it is asked. */
async function greeter(asked: (socket: Socket) => void) {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    // Authentication is fine; ready for a query.
    socket.once("data", () => {
      socket.write(Buffer.from("5200000008000000005a0000000549", "hex"));
      socket.on("data", () => asked(socket));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the greeter listens on no port");
  return { url: `postgresql://u@127.0.0.1:${address.port}/db`, [Symbol.dispose]: () => server.close() };
}

test("the signal ends the waiting for a server that says nothing", async () => {
  const controller = new AbortController();
  using server = await greeter(() => controller.abort(new Error("stopped")));
  await expect(openPostgres(server.url, controller.signal).run("SELECT 1")).rejects.toThrow("stopped");
});

test("a connection that is lost is an error", async () => {
  using server = await greeter((socket) => socket.destroy());
  await expect(openPostgres(server.url).run("SELECT 1")).rejects.toMatchObject({ name: "UserError" });
});
