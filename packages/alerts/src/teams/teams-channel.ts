import type { Channel } from "../sending/channel.ts";
import { refuseStatus } from "../sending/delivery-problem.ts";
import type { Post } from "../sending/post.ts";
import { teamsMessage } from "./teams-card.ts";

/** A flow of Teams Workflows that starts when a webhook request is received. A message is never changed. */
export function teamsChannel(url: URL, envelope: "message" | "card", post: Post): Channel {
  return {
    refreshes: false,
    async tell(message) {
      refuseStatus(await post({ url, body: JSON.stringify(teamsMessage(message, envelope)) }));
      return { place: null };
    },
  };
}
