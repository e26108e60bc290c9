/** What Slack reads as control in any text: https://docs.slack.dev/messaging/formatting-message-text#escaping */
const CONTROL = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
]);

/** Signs of formatting have no escape: a look-alike is shown in their place. */
const LOOKALIKES = new Map([
  ["*", "∗"],
  ["~", "∼"],
  ["`", "ˋ"],
]);
const LOW_LINE = /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
const EMOJI = /:(?=[\p{L}\p{N}_+'-]+:)/gu;

/**
 * Text for Slack's mrkdwn that is shown as it is: it can mention nobody (`<!channel>`, `<@U1>`), link nothing, and format
 * nothing. To be used with `verbatim: true`, so that Slack looks for no bare addresses or names in it.
 */
export function escapeSlack(text: string): string {
  return text
    .replace(/[*~`]/g, (sign) => LOOKALIKES.get(sign) ?? sign)
    .replace(LOW_LINE, "ˍ")
    .replace(EMOJI, "∶")
    .replace(/[&<>]/g, (sign) => CONTROL.get(sign) ?? sign);
}
