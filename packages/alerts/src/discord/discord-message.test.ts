import fc from "fast-check";
import { expect, test } from "vitest";
import { hostileMessage, hostileText } from "../../fixtures/arbitrary-message.ts";
import { exampleMessage } from "../testing/example-alert.ts";
import { DISCORD_LIMITS, type DiscordEmbed, discordMessage } from "./discord-message.ts";
import { escapeDiscord } from "./escape-discord.ts";

/** What Discord counts towards the limit of a whole embed. */
function sizeOf({ title, description, fields, footer }: DiscordEmbed): number {
  const texts = [title, description, footer?.text ?? "", ...fields.flatMap(({ name, value }) => [name, value])];
  return texts.reduce((sum, text) => sum + text.length, 0);
}

test("an embed says what happened, and mentions nobody", () => {
  const { embeds, allowed_mentions } = discordMessage(exampleMessage({}, { owners: ["@ann"] }));
  expect(allowed_mentions).toEqual({ parse: [] });
  expect(embeds[0]).toMatchObject({
    title: "✕ review\\-sentiment 2\\.0\\.0\\: Rolling back",
    color: 0xc62828,
    fields: [
      { name: "For", value: "ann" },
      { name: "Links", value: "[Run](https://github.com/octo-org/sentiment/actions/runs/1000)" },
      { name: "Commands", value: expect.stringContaining("`npx airworthy manage-rollout --move rollback") },
    ],
    footer: { text: "5 % of users (step 2 of 5)" },
  });
});

test("every punctuation mark that Discord reads has a backslash, and taking them away gives the text", () => {
  expect(escapeDiscord("@everyone **x** <@1> https://a.b")).toBe(
    "\\@everyone \\*\\*x\\*\\* \\<\\@1\\> https\\:\\/\\/a\\.b",
  );
  fc.assert(
    fc.property(hostileText, (text) => {
      const escaped = escapeDiscord(text);
      expect(escaped.replace(/\\(.)/gs, "$1")).toBe(text);
      expect(escaped.replace(/\\./gs, "")).not.toMatch(/[`*_~|<>[\]()#:/@]/);
    }),
  );
});

test("whatever evidence says, an embed keeps Discord's limits", () => {
  fc.assert(
    fc.property(hostileMessage, (message) => {
      const [embed] = discordMessage(message).embeds;
      expect(embed.title.length).toBeLessThanOrEqual(DISCORD_LIMITS.title);
      expect(embed.description.length).toBeLessThanOrEqual(DISCORD_LIMITS.description);
      expect(embed.footer?.text.length ?? 0).toBeLessThanOrEqual(DISCORD_LIMITS.footer);
      for (const { name, value } of embed.fields) {
        expect(name.length).toBeLessThanOrEqual(DISCORD_LIMITS.name);
        expect(value.length).toBeLessThanOrEqual(DISCORD_LIMITS.value);
        expect(value).not.toBe("");
      }
      expect(sizeOf(embed)).toBeLessThanOrEqual(DISCORD_LIMITS.whole);
    }),
    { numRuns: 60 },
  );
});
