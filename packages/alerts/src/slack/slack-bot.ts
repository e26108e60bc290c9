import * as v from "valibot";
import type { Message } from "../alert/message.ts";
import type { Channel, Told } from "../sending/channel.ts";
import { DeliveryProblem, refuseStatus } from "../sending/delivery-problem.ts";
import { parseReply } from "../sending/parse-reply.ts";
import type { Post } from "../sending/post.ts";
import { type SlackBody, slackDetails, slackSummary } from "./slack-message.ts";

export interface SlackBotPlace {
  /** Such as https://slack.com/api. */
  readonly api: string;
  readonly token: string;
  /** The channel's identity or name. */
  readonly channel: string;
}

/** https://docs.slack.dev/reference/methods/chat.update#errors: the message is gone or may not be changed any more. */
const GONE = ["message_not_found", "cant_update_message", "edit_window_closed", "channel_not_found", "is_inactive"];

const IDENTITY = /^[A-Z0-9]{2,40}$/;
const TIMESTAMP = /^\d{1,20}\.\d{1,12}$/;

const answerSchema = v.union([
  v.object({ ok: v.literal(true), channel: v.optional(v.string()), ts: v.optional(v.string()) }),
  v.object({ ok: v.literal(false), error: v.string() }),
]);

/** One message a rollout, changed in place; what happened is told in its thread, and what got worse in the channel, too. */
export function slackBot({ api, token, channel }: SlackBotPlace, post: Post): Channel {
  const call = async (method: string, body: object) => {
    const url = new URL(`${api.replace(/\/+$/, "")}/${method}`);
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json; charset=utf-8" };
    return parseReply(answerSchema, refuseStatus(await post({ url, headers, body: JSON.stringify(body) })));
  };

  async function open(message: Message): Promise<Told> {
    const answer = await call("chat.postMessage", { channel, ...slackSummary(message) });
    const at = answer.ok ? placeOf(answer.channel, answer.ts) : null;
    if (!answer.ok) throw new DeliveryProblem(`Slack refused: ${answer.error}`);
    if (at === null) throw new DeliveryProblem("Slack did not say where the message is");
    return reply(message, at, false);
  }

  /** People have been told by now: what goes wrong with the details is noted, and the place is kept. */
  async function reply(message: Message, at: SlackPlace, isLoud: boolean): Promise<Told> {
    const place = `${at.channel}/${at.ts}`;
    try {
      const details: SlackBody & object = slackDetails(message);
      const broadcast = isLoud ? { reply_broadcast: true } : {};
      const answer = await call("chat.postMessage", {
        channel: at.channel,
        thread_ts: at.ts,
        ...details,
        ...broadcast,
      });
      return answer.ok ? { place } : { place, note: `Slack refused the details: ${answer.error}` };
    } catch (error) {
      if (!(error instanceof DeliveryProblem)) throw error;
      return { place, note: `the details are missing: ${error.message}` };
    }
  }

  return {
    refreshes: true,
    async tell(message, place) {
      const at = place === null ? null : readPlace(place);
      if (at === null) return open(message);
      const answer = await call("chat.update", { channel: at.channel, ts: at.ts, ...slackSummary(message) });
      if (!answer.ok && GONE.includes(answer.error)) return open(message);
      if (!answer.ok) throw new DeliveryProblem(`Slack refused: ${answer.error}`);
      return message.occasion === "refreshed" ? { place } : reply(message, at, true);
    },
  };
}

interface SlackPlace {
  readonly channel: string;
  readonly ts: string;
}

function placeOf(channel: string | undefined, ts: string | undefined): SlackPlace | null {
  return readPlace(`${channel ?? ""}/${ts ?? ""}`);
}

function readPlace(place: string): SlackPlace | null {
  const [channel = "", ts = ""] = place.split("/");
  return IDENTITY.test(channel) && TIMESTAMP.test(ts) ? { channel, ts } : null;
}
