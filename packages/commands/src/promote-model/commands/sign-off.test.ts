import { parseSignOffs } from "@airworthy/governance";
import { describe, expect, test } from "vitest";
import { HEAD_SHA } from "../../../../../test/harness/github/index.ts";
import {
  addEvidence,
  commentPlace,
  POLICY,
  type Written,
} from "../../../../../test/harness/promotion/comment-place.ts";
import { carryOutComment } from "./carry-out-comment.ts";

type Rig = Awaited<ReturnType<typeof commentPlace>>;

describe("/sign-off", () => {
  test.concurrent("is committed to the branch in the name of whoever wrote it, for the head's package and data, once", async () => {
    await using at = await commentPlace();
    const { digest, data } = await addEvidence(at.github);
    const event = at.write("/sign-off A.1 Read the forms: #1\tand \u202E2", { login: "bob" });
    await expect(carryOutComment(event, at.place)).resolves.toMatchObject({ verdict: "pass", effect: "signed-off" });
    const file = at.fileOfMain(".airworthy/sign-offs.yml") ?? "";
    expect(parseSignOffs(file, "it.yml")).toEqual([
      {
        line: "A.1",
        who: "@bob",
        on: "2026-03-02",
        package: digest.slice("sha256:".length),
        data: [data],
        note: "Read the forms: #1 and ‹U+202E›2",
      },
    ]);
    const tip = at.github.state.commits.at(-1);
    expect(tip?.message).toContain("Asked for by @bob in https://github.com/octo-org/sentiment/pull/7#issuecomment-1.");
    await expect(carryOutComment(event, at.place)).resolves.toMatchObject({ effect: "unchanged" });
    expect(at.fileOfMain(".airworthy/sign-offs.yml")).toBe(file);
  });

  test.concurrent("is proposed where the branch takes pull requests only", async () => {
    await using at = await commentPlace();
    await addEvidence(at.github);
    at.github.state.protectedRefs.add("refs/heads/main");
    await expect(say(at, "/sign-off A.1 Read them", { login: "bob" })).resolves.toMatchObject({ effect: "proposed" });
    expect(at.fileOfMain(".airworthy/sign-offs.yml")).toBeNull();
    const pull = at.github.state.pulls.at(-1);
    expect(pull).toMatchObject({ title: expect.stringContaining("Sign off A.1 for acme/m 1.0.0") });
    expect(at.fileAt(`refs/heads/${pull?.head.ref}`, ".airworthy/sign-offs.yml")).toContain('who: "@bob"');
  });

  test.concurrent.each([
    ["of a line that there is not", "/sign-off Z.9 Read", { login: "bob" }, 'The checklist has no line "Z.9"'],
    ["of who may not write", "/sign-off A.1 Read", { login: "eve" }, "permission read; write is needed"],
    ["of who may not ask for production", "/sign-off A.1 Read", { login: "ann" }, "@ann is not among @bob"],
  ] as const)("%s is refused", async (_, text, written, why) => {
    await using at = await commentPlace();
    await addEvidence(at.github);
    const { verdict } = await say(at, text, written);
    expect(verdict).not.toBe("pass");
    expect(at.answers()[0]).toContain(why);
    expect(at.fileOfMain(".airworthy/sign-offs.yml")).toBeNull();
  });

  test.concurrent("is not taken of a bot, whatever it may promote", async () => {
    await using at = await commentPlace({}, POLICY.replace("requesters", 'bots: ["release[bot]"]\n      requesters'));
    await addEvidence(at.github);
    const told = await say(at, "/sign-off A.1 Read", { login: "release[bot]" });
    expect(told).toMatchObject({ verdict: "error", headline: expect.stringContaining("A person signs off") });
    expect(at.fileOfMain(".airworthy/sign-offs.yml")).toBeNull();
  });

  test.concurrent("is not taken for a package of another commit", async () => {
    await using at = await commentPlace();
    await addEvidence(at.github, "e".repeat(40));
    const told = await say(at, "/sign-off A.1 Read", { login: "bob" });
    expect(told.headline).toBe(`The package of the evidence was made of ${"e".repeat(40)}, not of ${HEAD_SHA}.`);
    expect(at.fileOfMain(".airworthy/sign-offs.yml")).toBeNull();
  });

  test.concurrent("is not taken for a package that was pushed after it was written", async () => {
    await using at = await commentPlace();
    await addEvidence(at.github);
    at.github.state.timeline.push({ pull: 7, event: "head_ref_force_pushed", on: "2026-03-02T08:56:00Z" });
    at.github.state.runs.push({
      id: 600,
      event: "push",
      headSha: HEAD_SHA,
      headRef: "candidate",
      createdAt: "2026-03-02T08:56:30Z",
      login: "eve",
    });
    await expect(say(at, "/sign-off A.1 Read", { login: "bob" })).resolves.toMatchObject({
      verdict: "error",
      headline: expect.stringContaining("pushed after the command was written"),
    });
  });
});

function say(at: Rig, text: string, written: Written = {}) {
  return carryOutComment(at.write(text, written), at.place);
}
