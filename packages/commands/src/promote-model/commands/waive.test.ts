import { parseWaivers } from "@airworthy/comparison";
import { describe, expect, test } from "vitest";
import { addEvidence, commentPlace } from "../../../../../test/harness/promotion/comment-place.ts";
import { carryOutComment } from "./carry-out-comment.ts";

type Rig = Awaited<ReturnType<typeof commentPlace>>;

describe("/waive", () => {
  test.concurrent("proposes a waiver of the loss that was found, and changes nothing itself", async () => {
    await using at = await commentPlace();
    await addEvidence(at.github);
    await expect(say(at, "/waive accuracy The labels are new until 2026-04-30")).resolves.toMatchObject({
      effect: "proposed",
    });
    const pull = at.github.state.pulls.at(-1);
    expect(pull?.title).toBe("Accept accuracy of acme/m until 2026-04-30");
    expect(at.fileAt(`refs/heads/${pull?.head.ref}`, ".airworthy/waivers.yml")).toBe(
      'waivers:\n  - metric: accuracy\n    ceiling: 0.25\n    reason: The labels are new\n    owner: "@ann"\n    expires: 2026-04-30\n',
    );
    expect(at.fileOfMain(".airworthy/waivers.yml")).toBeNull();
    expect(at.answers()[0]).toContain("/pull/8");
  });

  test.concurrent("of the same words is there once it was merged, and takes no YAML from anybody", async () => {
    await using at = await commentPlace();
    await addEvidence(at.github);
    const reason = '"x"\u2028- metric: all #\u202E, expires: 2099-01-01 }';
    const event = at.write(`/waive accuracy ${reason} until 2026-04-30`);
    await carryOutComment(event, at.place);
    const pull = at.github.state.pulls.at(-1);
    const ref = `refs/heads/${pull?.head.ref}`;
    const file = at.fileAt(ref, ".airworthy/waivers.yml") ?? "";
    expect(file).not.toMatch(/[\u2028\u202E]/);
    expect(parseWaivers(file, "it.yml")).toEqual([
      expect.objectContaining({ metric: "accuracy", reason: '"x" - metric: all #‹U+202E›, expires: 2099-01-01 }' }),
    ]);
    expect(pull?.body).toMatch(/^Why: "x" - metric: all #‹U\+202E›/);
    // The waiver was taken out again after the merge: the words are not proposed anew by a delivery that comes twice.
    Object.assign(pull ?? {}, { state: "closed", mergedAs: "d".repeat(40) });
    await expect(carryOutComment(event, at.place)).resolves.toMatchObject({ effect: "unchanged" });
  });

  test.concurrent("proposes an exception from a line of the checklist", async () => {
    await using at = await commentPlace();
    await addEvidence(at.github);
    await say(at, "/waive A.1 The forms come later until 2026-04-30");
    const pull = at.github.state.pulls.at(-1);
    expect(at.fileAt(`refs/heads/${pull?.head.ref}`, ".airworthy/exceptions.yml")).toContain("line: A.1");
  });

  test.concurrent.each([
    ["/waive nothing Because until 2026-04-30", "A.1, accuracy"],
    ["/waive accuracy Because until 2026-03-01", "is over: today is 2026-03-02"],
  ])("%s is refused", async (text, why) => {
    await using at = await commentPlace();
    await addEvidence(at.github);
    await expect(say(at, text)).resolves.toMatchObject({ verdict: "error" });
    expect(at.answers()[0]).toContain(why);
    expect(at.github.state.pulls).toHaveLength(1);
  });
});

function say(at: Rig, text: string) {
  return carryOutComment(at.write(text), at.place);
}
