import type { Channel } from "../sending/channel.ts";
import { refuseStatus } from "../sending/delivery-problem.ts";
import type { Post } from "../sending/post.ts";
import { discordMessage } from "./discord-message.ts";

/** https://docs.discord.com/developers/resources/webhook#execute-webhook; with `wait` it says what is wrong with a message. */
export function discordChannel(address: URL, post: Post): Channel {
  const url = new URL(address);
  url.searchParams.set("wait", "true");
  return {
    refreshes: false,
    async tell(message) {
      refuseStatus(await post({ url, body: JSON.stringify(discordMessage(message)) }));
      return { place: null };
    },
  };
}
