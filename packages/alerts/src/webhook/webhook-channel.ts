import type { Channel } from "../sending/channel.ts";
import { refuseStatus } from "../sending/delivery-problem.ts";
import type { Post } from "../sending/post.ts";
import { alertDocument } from "./alert-document.ts";
import { SIGNATURE_HEADER, signBody } from "./signature.ts";

export interface WebhookPlace {
  readonly url: URL;
  /** Signs the body. */
  readonly secret: string;
  now(): Date;
}

/** Any server that takes the documented body, and checks its signature. */
export function webhookChannel({ url, secret, now }: WebhookPlace, post: Post): Channel {
  return {
    refreshes: false,
    async tell(message) {
      const body = JSON.stringify(alertDocument(message, now()));
      refuseStatus(await post({ url, body, headers: { [SIGNATURE_HEADER]: signBody(body, secret) } }));
      return { place: null };
    },
  };
}
