import fc from "fast-check";
import { expect, test } from "vitest";
import { hostileMessage } from "../../fixtures/arbitrary-message.ts";
import { exampleMessage } from "../testing/example-alert.ts";
import { endsWithMarker, ISSUE_LIMITS, issueComment, issueMarker, issueText, saysStanding } from "./issue-text.ts";

test("an issue has what was found, and the marker as its last line", () => {
  const { title, body } = issueText(exampleMessage({}, { owners: ["@ann", "@octo-org/safety", "slack:U1"] }));
  expect(title).toBe("review-sentiment 2.0.0: Rolling back");
  expect(body).toMatch(/^For @ann, @octo-org\/safety\n\n> \[!CAUTION\]\n/);
  expect(body).toContain("toxic replies");
  expect(body).toContain("`npx airworthy manage-rollout --move rollback --rollout review-sentiment-2`");
  expect(body).toContain("[Run](https://github.com/octo-org/sentiment/actions/runs/1000)");
  // The first 32 digits of what `printf rollout:review-sentiment-2 | sha256sum` prints.
  expect(body.split("\n").at(-1)).toBe("<!-- airworthy-alert key=136f2d2d904db8255aa6ca30e2524843 -->");
});

test("the marker counts in the last line only", () => {
  const marker = issueMarker("k");
  expect(endsWithMarker(`text\r\n${marker}\r\n`, marker)).toBe(true);
  expect(endsWithMarker(`${marker}\ntext`, marker)).toBe(false);
  expect(endsWithMarker(`text ${marker}`, marker)).toBe(false);
  expect(issueMarker("other")).not.toBe(marker);
});

test("whatever evidence says, an issue keeps GitHub's limits, mentions only owners and has one marker", () => {
  fc.assert(
    fc.property(hostileMessage, (message) => {
      const { title, body } = issueText(message);
      expect(title.length).toBeLessThanOrEqual(ISSUE_LIMITS.title);
      expect(title).not.toBe("");
      expect(body.length).toBeLessThanOrEqual(ISSUE_LIMITS.body);
      expect(endsWithMarker(body, issueMarker(message.alert.key))).toBe(true);
      // The standing and the marker.
      expect(body.match(/<!--/g)).toHaveLength(2);
      expect(saysStanding(body, message.alert)).toBe(true);
      for (const text of [body, issueComment(message)]) {
        expect(text.startsWith("For @ann\n")).toBe(true);
        expect(text).not.toMatch(/@(?:everyone|octocat|here)|\]\(https:\/\/evil/);
      }
    }),
    { numRuns: 60 },
  );
});
