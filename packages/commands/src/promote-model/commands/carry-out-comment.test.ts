import { UserError } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import { commentPlace, type Written } from "../../../../../test/harness/promotion/comment-place.ts";
import { carried } from "./carried.ts";
import { carryOutComment } from "./carry-out-comment.ts";
import type { Doers } from "./dispatch.ts";

type Rig = Awaited<ReturnType<typeof commentPlace>>;

const done = async () => carried("done", "It is done.");
const refuse = async () => ({ ...carried("refused", "It is refused."), verdict: "fail" as const });
const DONE: Doers = {
  promote: done,
  rollback: done,
  move: done,
  ramp: done,
  why: done,
  signOff: done,
  waive: done,
  feedback: done,
};

describe("a comment", () => {
  test.concurrent("has each of its commands carried out and answered, whatever became of those before", async () => {
    await using at = await commentPlace();
    const asked: string[] = [];
    const doers: Doers = {
      ...DONE,
      promote: refuse,
      rollback: async () => {
        throw new UserError("There is nothing to go back to", { remedy: "Promote something." });
      },
      why: async ({ command }) => {
        asked.push(command.of);
        return carried("done", "Here is why.");
      },
    };
    const event = at.write("/promote ranker to staging\n/rollback ranker bad\n/why ranker");
    await expect(carryOutComment(event, at.place, doers)).resolves.toMatchObject({
      verdict: "error",
      effect: "answered",
    });
    expect(asked).toEqual(["ranker"]);
    const [answer = ""] = at.answers();
    for (const text of ["It is refused.", "There is nothing to go back to.", "Promote something.", "Here is why."]) {
      expect(answer).toContain(text);
    }
    expect(at.reactions()).toEqual(["eyes", "-1"]);
  });

  test.concurrent("is answered once: a delivery that comes again updates what stands", async () => {
    await using at = await commentPlace();
    const event = at.write("/why ranker");
    await carryOutComment(event, at.place, DONE);
    const again = { ...DONE, why: async () => carried("done", "It is otherwise now.") };
    await carryOutComment({ ...event, run: { id: 1001, attempt: 1 } }, at.place, again);
    expect(at.answers()).toHaveLength(1);
    expect(at.answers()[0]).toContain("It is otherwise now.");
    expect(at.reactions()).toEqual(["eyes", "rocket"]);
  });

  test.concurrent("that is nearly a command gets a hint, and nothing is done", async () => {
    await using at = await commentPlace();
    const told = await carryOutComment(at.write("/promote ranker staging"), at.place, DONE);
    expect(told).toMatchObject({ verdict: "pass", reasonCode: "no-command" });
    expect(at.answers()[0]).toContain("/promote NAME");
    expect(at.reactions()).toEqual(["eyes", "confused"]);
  });

  test.concurrent("of feedback alone is seen, and not talked about", async () => {
    await using at = await commentPlace();
    await carryOutComment(at.write("/feedback case-1 wrong", { login: "eve" }), at.place);
    expect(at.answers()).toEqual([]);
    expect(at.reactions()).toEqual(["eyes", "rocket"]);
  });

  test.concurrent("is carried out at once, however long GitHub keeps a reaction waiting", async () => {
    await using at = await commentPlace();
    at.github.faults.push({ kind: "rate-limit", request: /^POST .*\/reactions/, retryAfter: 1 });
    let reactions: readonly string[] | null = null;
    const rollback = async () => {
      reactions = at.reactions();
      return carried("rolled-back", "It is done.");
    };
    await carryOutComment(at.write("/rollback ranker toxic"), at.place, { ...DONE, rollback });
    expect(reactions).toEqual([]);
    expect(at.reactions()).toEqual(["eyes", "rocket"]);
  });

  test.concurrent("is carried out where it cannot be answered, and that is told", async () => {
    await using at = await commentPlace();
    const event = at.write("/why ranker");
    at.github.state.readOnly = true;
    await expect(carryOutComment(event, at.place, DONE)).resolves.toMatchObject({ effect: "done" });
    expect([...at.warnings].join()).toContain("was not answered");
  });

  test.concurrent("whose command fails by our own fault is answered before that is thrown", async () => {
    await using at = await commentPlace();
    const broken = { ...DONE, promote: async () => Promise.reject(new TypeError("secret path")) };
    const event = at.write("/promote ranker to staging\n/why ranker");
    await expect(carryOutComment(event, at.place, broken)).rejects.toThrow("secret path");
    expect(at.answers()[0]).toContain("Airworthy failed");
    expect(at.answers()[0]).not.toContain("secret path");
    expect(at.answers()[0]).toContain("It is done.");
  });
});

describe("a rollout", () => {
  test.concurrent.each([
    ["/hold ranker", { login: "eve" }, "@eve may neither write nor approve"],
    ["/hold ranker", { editedAt: "2026-03-02T08:56:00Z" }, "the comment was edited"],
    ["/resume ranker", {}, "@ann is not among @bob"],
    ["/ramp ranker 25%", { login: "bob", createdAt: "2026-03-01T08:00:00Z" }, "a command holds for 60 min"],
  ] as const)("is not moved by %s of %j", async (text, written, why) => {
    await using at = await commentPlace();
    await expect(say(at, text, written)).resolves.toMatchObject({ effect: "refused" });
    expect(at.answers()[0]).toContain(why);
  });

  test.concurrent("is held by an approver who may not write, and needs no fresh command", async () => {
    await using at = await commentPlace();
    const told = await say(at, "/hold ranker", { login: "carl", createdAt: "2026-02-01T08:00:00Z" });
    // It was let through: there only is no such rollout yet.
    expect(told).toMatchObject({ verdict: "error" });
    expect(told.headline).toMatch(/ranker/);
  });

  test.concurrent("that is not named must be the one under way", async () => {
    await using at = await commentPlace();
    await expect(say(at, "/ramp 25%", { login: "bob" })).resolves.toMatchObject({
      verdict: "error",
      headline: "There is no rollout under way.",
    });
  });
});

describe("/why", () => {
  test.concurrent("says of a stage that nothing is in it, and of a name that nobody knows what there is", async () => {
    await using at = await commentPlace();
    await say(at, "/why staging", { login: "eve" });
    await say(at, "/why nobody", { login: "eve" });
    expect(at.answers()[0]).toContain("Nothing is in staging");
    expect(at.answers()[1]).toMatch(/neither a model nor a stage.*staging, production/);
  });
});

function say(at: Rig, text: string, written: Written = {}) {
  return carryOutComment(at.write(text, written), at.place);
}
