import { expect, test } from "vitest";
import { createPost } from "../sending/post.ts";
import { exampleMessage } from "../testing/example-alert.ts";
import { type Said, scriptedNetwork } from "../testing/scripted-network.ts";
import { slackBot } from "./slack-bot.ts";

const POSTED = { body: { ok: true, channel: "C012AB3CD", ts: "1503435956.000247" } };
const PLACE = "C012AB3CD/1503435956.000247";

function bot(...script: readonly (Said | Error)[]) {
  const { network, seen } = scriptedNetwork(...script);
  const channel = slackBot(
    { api: "https://slack.com/api/", token: "xoxb-1", channel: "#models" },
    createPost(network, (text) => text),
  );
  const calls = () => seen.map(({ url, json }) => ({ method: url.split("/").at(-1), json }));
  return { channel, seen, calls };
}

test("the first time a message is posted, and the details in its thread", async () => {
  const { channel, seen, calls } = bot(POSTED);
  expect(await channel.tell(exampleMessage(), null)).toEqual({ place: PLACE });
  expect(calls()).toMatchObject([
    { method: "chat.postMessage", json: { channel: "#models" } },
    { method: "chat.postMessage", json: { channel: "C012AB3CD", thread_ts: "1503435956.000247" } },
  ]);
  expect(seen[0]?.headers.get("authorization")).toBe("Bearer xoxb-1");
  expect(calls()[1]?.json).not.toHaveProperty("reply_broadcast");
});

test("later the message is changed in place, and the change told in the thread and the channel", async () => {
  const { channel, calls } = bot(POSTED);
  await channel.tell(exampleMessage({}, { occasion: "changed" }), PLACE);
  expect(calls()).toMatchObject([
    { method: "chat.update", json: { channel: "C012AB3CD", ts: "1503435956.000247" } },
    { method: "chat.postMessage", json: { thread_ts: "1503435956.000247", reply_broadcast: true } },
  ]);
});

test("a refreshment changes the message and tells nobody", async () => {
  const { channel, calls } = bot(POSTED);
  await channel.tell(exampleMessage({}, { occasion: "refreshed" }), PLACE);
  expect(calls().map(({ method }) => method)).toEqual(["chat.update"]);
});

test("where the message is gone, or its place is not one, another is posted", async () => {
  const gone = bot({ body: { ok: false, error: "message_not_found" } }, POSTED);
  expect(await gone.channel.tell(exampleMessage({}, { occasion: "changed" }), PLACE)).toEqual({ place: PLACE });
  expect(gone.calls().map(({ method }) => method)).toEqual(["chat.update", "chat.postMessage", "chat.postMessage"]);
  const forged = bot(POSTED);
  await forged.channel.tell(exampleMessage({}, { occasion: "changed" }), "../../x");
  expect(forged.calls().map(({ method }) => method)).toEqual(["chat.postMessage", "chat.postMessage"]);
});

test("what Slack refuses is a problem though its status is 200, but not once people have been told", async () => {
  const refused = bot({ body: { ok: false, error: "invalid_auth" } });
  await expect(refused.channel.tell(exampleMessage(), null)).rejects.toThrow("Slack refused: invalid_auth");
  const half = bot(POSTED, { body: { ok: false, error: "msg_too_long" } });
  expect(await half.channel.tell(exampleMessage(), null)).toEqual({
    place: PLACE,
    note: "Slack refused the details: msg_too_long",
  });
  const strange = bot({ body: "<html>" });
  await expect(strange.channel.tell(exampleMessage(), null)).rejects.toThrow("not what the service documents");
});
