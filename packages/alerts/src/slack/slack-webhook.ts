import type { Channel } from "../sending/channel.ts";
import { refuseStatus } from "../sending/delivery-problem.ts";
import type { Post } from "../sending/post.ts";
import { slackMessage } from "./slack-message.ts";

/** https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks: a message is never changed. */
export function slackWebhook(url: URL, post: Post): Channel {
  return {
    refreshes: false,
    async tell(message) {
      refuseStatus(await post({ url, body: JSON.stringify(slackMessage(message)) }));
      return { place: null };
    },
  };
}
