import fc from "fast-check";
import { expect, test } from "vitest";
import { hostileMessage, hostileText } from "../../fixtures/arbitrary-message.ts";
import { exampleMessage } from "../testing/example-alert.ts";
import { escapeSlack } from "./escape-slack.ts";
import { SLACK_LIMITS, type SlackBlock, slackDetails, slackMessage, slackSummary } from "./slack-message.ts";

/** Every text of a message that Slack formats. */
function textsOf(blocks: readonly SlackBlock[]): readonly string[] {
  return blocks.flatMap((block) =>
    block.type === "context" ? block.elements.map(({ text }) => text) : [block.text.text],
  );
}

test("a message says what happened, to whom it belongs, what was found, and how to stop it", () => {
  const { text, blocks } = slackMessage(
    exampleMessage({}, { owners: ["@ann", "slack:U012AB3CD", "slack:S9"], heldBack: 2 }),
  );
  expect(text).toBe(
    "review-sentiment 2.0.0: Rolling back: Back to 1.4.0 for everybody: toxic replies are beyond their margin.",
  );
  expect(textsOf(blocks)).toEqual([
    "✕ review-sentiment 2.0.0: Rolling back",
    "Back to 1.4.0 for everybody: toxic replies are beyond their margin.",
    "For ann, <@U012AB3CD>, <!subteam^S9>",
    "<https://github.com/octo-org/sentiment/actions/runs/1000|Run>",
    "✕ safety: toxic replies: 0.1 % → 0.4 % · ▲ 0.3 pp worse · margin 0.2 pp breached; critical\n" +
      "! latency: mean latency: 176.9 ms → 182.4 ms · ▲ 5.5 ms worse · to watch",
    "Roll it back: `npx airworthy manage-rollout --move rollback --rollout review-sentiment-2`",
    "2 earlier alerts were held back: more than the limit in an hour.",
    "5 % of users (step 2 of 5)",
  ]);
});

test("a bot's message is the summary, its thread has the findings", () => {
  expect(textsOf(slackSummary(exampleMessage()).blocks)).toHaveLength(3);
  expect(textsOf(slackDetails(exampleMessage()).blocks)[0]).toBe("*✕ review-sentiment 2.0.0: Rolling back*");
});

test("signs of control are escaped, signs of formatting look alike", () => {
  expect(escapeSlack("<!channel> & <@U1>")).toBe("&lt;!channel&gt; &amp; &lt;@U1&gt;");
  expect(escapeSlack("*b* `c` ~d~ _e_ snake_case :skull: 12:30")).toBe("∗b∗ ˋcˋ ∼d∼ ˍeˍ snake_case ∶skull: 12:30");
});

test("no text of evidence has a sign that Slack reads", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const escaped = escapeSlack(text);
      expect(escaped).not.toMatch(/[<>*~`]|&(?!(?:amp|lt|gt);)/);
      expect(escaped).not.toMatch(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u);
    }),
  );
});

test("whatever evidence says, a message keeps Slack's limits and mentions only the configuration's owners", () => {
  fc.assert(
    fc.property(hostileMessage, (message) => {
      const { text, blocks } = slackMessage(message);
      expect(text.length).toBeLessThanOrEqual(SLACK_LIMITS.text);
      expect(blocks.length).toBeLessThanOrEqual(SLACK_LIMITS.blocks);
      for (const block of blocks) {
        if (block.type === "header") expect(block.text.text.length).toBeLessThanOrEqual(SLACK_LIMITS.header);
        else if (block.type === "section") expect(block.text).toMatchObject({ type: "mrkdwn", verbatim: true });
        else expect(block.elements.length).toBeLessThanOrEqual(10);
      }
      const texts = textsOf(blocks);
      for (const one of texts) {
        expect(one.length).toBeGreaterThan(0);
        expect(one.length).toBeLessThanOrEqual(SLACK_LIMITS.section);
      }
      const controls = texts.flatMap((one) => one.match(/<[^>]*>/g) ?? []);
      expect(controls).toEqual(["<@U012AB3CD>", "<https://github.com/octo-org/sentiment/actions/runs/1000|Run>"]);
    }),
    { numRuns: 60 },
  );
});
