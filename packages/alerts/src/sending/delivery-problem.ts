import { capText, makeVisible } from "@airworthy/report";
import type { Reply } from "./post.ts";

/** A target could not be told. The message names neither its address nor any secret. */
export class DeliveryProblem extends Error {
  override readonly name = "DeliveryProblem";
}

const SHOWN_CHARACTERS = 200;

/** The reply, where it says that all is well. Throws a DeliveryProblem with what the server says otherwise. */
export function refuseStatus(reply: Reply): Reply {
  if (reply.status >= 200 && reply.status < 300) return reply;
  if (reply.status >= 300 && reply.status < 400) {
    throw new DeliveryProblem(`the answer was ${reply.status}, a redirection, which is not followed`);
  }
  const said = makeVisible(capText(reply.text.trim(), SHOWN_CHARACTERS));
  throw new DeliveryProblem(`the answer was ${reply.status}${said === "" ? "" : `: ${said}`}`);
}
