import { DeliveryProblem } from "./delivery-problem.ts";

const HERE = ["localhost", "127.0.0.1", "[::1]"];

/**
 * An address that alerts may go to: https, or http on this very machine. Throws a DeliveryProblem, which does not show
 * it: the address of a webhook is a secret.
 */
export function readAddress(text: string): URL {
  const url = URL.parse(text.trim());
  if (url === null) throw new DeliveryProblem("its address is no URL");
  const isSafe = url.protocol === "https:" || (url.protocol === "http:" && HERE.includes(url.hostname));
  if (!isSafe) throw new DeliveryProblem("its address must start with https://");
  if (url.username !== "" || url.password !== "") throw new DeliveryProblem("its address must not hold a user's name");
  return url;
}
