import { answerIssue } from "@airworthy/github";
import { expect, test } from "vitest";
import { ASKED_ON, commentEvent, commentPlace } from "../../../../../test/harness/promotion/comment-place.ts";
import { type AskingComment, readCommands } from "./read-comment.ts";

type Rig = Awaited<ReturnType<typeof commentPlace>>;

test("each line of a comment is a request of its own, of whoever wrote it, in its pull request", async () => {
  await using at = await commentPlace();
  const { commands, hints } = await asking(at, at.write("/why ranker\n/hold ranker\n\n/promote ranker"));
  expect(commands.map(({ text, asked }) => [text, asked.id])).toEqual([
    ["/why ranker", "comment-1-1"],
    ["/hold ranker", "comment-1-2"],
  ]);
  expect(hints).toHaveLength(1);
  const [{ asked } = fail()] = commands;
  expect(asked).toMatchObject({ actor: "ann", isBot: false, pullRequest: 7 });
  expect(asked.url).toBe("https://github.com/octo-org/sentiment/pull/7#issuecomment-1");
  await expect(asked.words()).resolves.toEqual({ kind: "comment", author: "@ann", on: ASKED_ON, isEdited: false });
});

test("an issue has no pull request", async () => {
  await using at = await commentPlace();
  at.github.state.issues.push({ number: 9, login: "ann", state: "open", title: "x", body: "", labels: [] });
  const { commands } = await asking(at, at.write("/why ranker", { issue: 9 }));
  expect(commands[0]?.asked.pullRequest).toBeNull();
});

test("what the event says is not taken for the comment: it is read anew", async () => {
  await using at = await commentPlace();
  at.write("/why ranker");
  const spoofed = commentEvent({ id: 1, body: "/rollback ranker now", sender: "ann" });
  const { commands } = await asking(at, spoofed);
  expect(commands.map(({ text }) => text)).toEqual(["/why ranker"]);
  await expect(commands[0]?.asked.words()).resolves.toMatchObject({ isEdited: true });
});

test("a change after it was read is seen when the words are asked for again, within the first second too", async () => {
  await using at = await commentPlace();
  const { commands } = await asking(at, at.write("/hold ranker"));
  const [comment = fail()] = at.github.state.comments;
  comment.body = "/hold other";
  await expect(commands[0]?.asked.words()).resolves.toMatchObject({ isEdited: true });
  at.github.state.comments.length = 0;
  await expect(commands[0]?.asked.words()).rejects.toThrow(/deleted while it was read/);
});

test("who sent the event, or ran it again, counts where that is not the author", async () => {
  await using at = await commentPlace();
  const other = await asking(at, at.write("/hold ranker", { login: "eve", sender: "ann" }));
  expect(other.commands[0]?.asked.actor).toBe("ann");
  const again = await asking(at, at.write("/hold ranker"), { GITHUB_TRIGGERING_ACTOR: "eve" });
  expect(again.commands[0]?.asked.actor).toBe("eve");
  const same = await asking(at, at.write("/hold ranker"), { GITHUB_TRIGGERING_ACTOR: "Ann" });
  expect(same.commands[0]?.asked.actor).toBe("ann");
});

test("a bot is one by its account, and an App that writes with a person's token is one, too", async () => {
  await using at = await commentPlace();
  const bot = await asking(at, at.write("/hold ranker", { login: "release[bot]" }));
  expect(bot.commands[0]?.asked).toMatchObject({ actor: "release[bot]", isBot: true });
  const app = await asking(at, at.write("/hold ranker", { app: "helper" }));
  expect(app.commands[0]?.asked).toMatchObject({ actor: "ann", isBot: true });
});

test("an answer of ours asks for nothing, whoever's token it was written with and whatever it repeats", async () => {
  await using at = await commentPlace();
  const { client, repository } = at.place.remote ?? fail();
  const answer = { key: "comment-1", text: "/hold ranker", headSha: "a".repeat(40), run: { id: 1, attempt: 1 } };
  await answerIssue(client, { ...repository, number: 7 }, answer);
  const [{ id, body } = fail()] = at.github.state.comments;
  expect(body).toMatch(/^\/hold ranker\n/);
  const event = commentEvent({ id, body, sender: "ann" });
  await expect(read(at, event)).resolves.toMatchObject({ kind: "nothing", why: expect.stringContaining("ours") });
});

test.each([
  ["an edit", { action: "edited" }, "was edited"],
  ["a deletion", { action: "deleted" }, "was deleted"],
  ["a comment that is gone", { id: 99 }, "was deleted"],
])("%s asks for nothing", async (_, changes, why) => {
  await using at = await commentPlace();
  at.write("/hold ranker");
  const event = commentEvent({ id: 1, body: "/hold ranker", sender: "ann", ...changes });
  await expect(read(at, event)).resolves.toEqual({ kind: "nothing", why: expect.stringContaining(why) });
});

test("a comment without a command is left alone, and another event refused", async () => {
  await using at = await commentPlace();
  await expect(read(at, at.write("> /hold ranker"))).resolves.toMatchObject({ kind: "nothing" });
  const push = { ...at.write("/hold ranker"), name: "push" };
  await expect(read(at, push)).rejects.toThrow(/task: comment was given under push/);
});

function read({ place: { remote } }: Rig, event: Parameters<typeof readCommands>[0], env = {}) {
  if (remote === null) throw new Error("there is a remote");
  return readCommands(event, remote, env);
}

async function asking(at: Rig, event: Parameters<typeof readCommands>[0], env = {}): Promise<AskingComment> {
  const comment = await read(at, event, env);
  if (comment.kind === "nothing") throw new Error(comment.why);
  return comment;
}

function fail(): never {
  throw new Error("it is not there");
}
