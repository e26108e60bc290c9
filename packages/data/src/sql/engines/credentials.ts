import { UserError } from "@airworthy/evidence";
import { isLoopback, nameOf } from "../../http/service.ts";

/** Who asks; a password is a secret, and is never shown. */
export interface Credentials {
  readonly user: string;
  readonly password: string | null;
}

/**
 * The header that shows a user and password (RFC 7617), none without a password. Throws a UserError, that does not show it, for what
 * would cross a network in the open, and for a user whose name holds the colon that ends it.
 */
export function basicHeader({ user, password }: Credentials, address: URL): Readonly<Record<string, string>> {
  if (password === null) return {};
  if (user.includes(":")) throw new UserError("the user's name must not hold a colon");
  if (address.protocol !== "https:" && !isLoopback(address)) {
    throw new UserError(`${nameOf(address)} would be sent a password over http:, for all on the way to read`, {
      remedy: "Use https:.",
    });
  }
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`, "utf8").toString("base64")}` };
}
