import fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { hostileMessage } from "../../fixtures/arbitrary-message.ts";
import { exampleMessage, SLOW } from "../testing/example-alert.ts";
import { TEAMS_BYTES, teamsMessage } from "./teams-card.ts";

// Written by hand from https://adaptivecards.io/explorer: the elements that the card uses, in version 1.5, and no others.
const runSchema = v.strictObject({
  type: v.literal("TextRun"),
  text: v.pipe(v.string(), v.nonEmpty()),
  weight: v.optional(v.picklist(["Default", "Lighter", "Bolder"])),
  size: v.optional(v.picklist(["Default", "Small", "Medium", "Large", "ExtraLarge"])),
  isSubtle: v.optional(v.boolean()),
  fontType: v.optional(v.picklist(["Default", "Monospace"])),
});
const cardSchema = v.strictObject({
  $schema: v.literal("http://adaptivecards.io/schemas/adaptive-card.json"),
  type: v.literal("AdaptiveCard"),
  version: v.literal("1.5"),
  fallbackText: v.string(),
  msteams: v.strictObject({ width: v.literal("Full") }),
  body: v.array(v.strictObject({ type: v.literal("RichTextBlock"), inlines: v.array(runSchema) })),
  actions: v.pipe(
    v.array(v.strictObject({ type: v.literal("Action.OpenUrl"), title: v.string(), url: v.pipe(v.string(), v.url()) })),
    v.maxLength(6),
  ),
});
const envelopeSchema = v.strictObject({
  type: v.literal("message"),
  attachments: v.strictTuple([
    v.strictObject({
      contentType: v.literal("application/vnd.microsoft.card.adaptive"),
      contentUrl: v.null(),
      content: cardSchema,
    }),
  ]),
});

test("the bare card is what the envelope holds", () => {
  const card = v.parse(cardSchema, teamsMessage(exampleMessage(), "card"));
  expect(v.parse(envelopeSchema, teamsMessage(exampleMessage(), "message")).attachments[0].content).toEqual(card);
  const lines = card.body.map(({ inlines }) => inlines.map(({ text }) => text).join(""));
  expect(lines).toEqual([
    "✕ review-sentiment 2.0.0: Rolling back",
    "Back to 1.4.0 for everybody: toxic replies are beyond their margin.",
    "✕ safety: toxic replies: 0.1 % → 0.4 % · ▲ 0.3 pp worse · margin 0.2 pp breached; critical",
    "! latency: mean latency: 176.9 ms → 182.4 ms · ▲ 5.5 ms worse · to watch",
    "Roll it back: npx airworthy manage-rollout --move rollback --rollout review-sentiment-2",
    "5 % of users (step 2 of 5)",
  ]);
});

test("whatever evidence says, it is an Adaptive Card 1.5 of at most 28 kB, with no text that Teams formats", () => {
  fc.assert(
    fc.property(hostileMessage, (message) => {
      const body = teamsMessage(message, "message");
      expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThanOrEqual(TEAMS_BYTES);
      // Nothing but text runs and the titles of actions: they know no Markdown.
      expect(v.safeParse(envelopeSchema, body).issues).toBeUndefined();
    }),
    { numRuns: 60 },
  );
});

test("findings give way from the end, and are counted", () => {
  // 500 characters of three bytes each, ten times, and the headline's 2,000: 21 kB of text without what is around it.
  const long = { ...SLOW, what: "あ".repeat(600) };
  const findings = Array.from({ length: 12 }, () => long);
  const body = teamsMessage(exampleMessage({ findings, headline: "い".repeat(3_000) }), "card");
  const text = JSON.stringify(body);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(TEAMS_BYTES);
  expect(text.match(/latency: あ/g)?.length).toBeGreaterThan(5);
  expect(text).toMatch(/and \d+ more findings/);
});
