import type { AlertLink } from "../alert/alert.ts";
import { type Message, ownerNames } from "../alert/message.ts";
import { fitLines, fitText } from "../text/fit-text.ts";
import { findingInWords, heldBackInWords, moreFindings, SHOWN_FINDINGS, titleInWords } from "../text/words.ts";
import { escapeSlack } from "./escape-slack.ts";

/** https://docs.slack.dev/reference/block-kit/blocks: characters of a section's text and of a header's, blocks of a message. */
export const SLACK_LIMITS = { section: 3_000, header: 150, blocks: 50, text: 4_000 } as const;

const LINE_CHARACTERS = 500;
const FACT_CHARACTERS = 200;
const MOST_FACTS = 6;
const MOST_OWNERS = 10;

interface SlackText {
  readonly type: "mrkdwn";
  readonly text: string;
  readonly verbatim: true;
}

export type SlackBlock =
  | { readonly type: "header"; readonly text: { type: "plain_text"; text: string; emoji: false } }
  | { readonly type: "section"; readonly text: SlackText }
  | { readonly type: "context"; readonly elements: readonly SlackText[] };

/** A message's body, for a webhook as for `chat.postMessage`. */
export interface SlackBody {
  /** For notifications, and where blocks are not shown. */
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

/** All there is to tell in one message. */
export function slackMessage(message: Message): SlackBody {
  return body(message, [...summary(message), ...details(message)]);
}

/** What a rollout's one message shows at any time; the details are in its thread. */
export function slackSummary(message: Message): SlackBody {
  return body(message, summary(message));
}

/** What a reply in the thread says of one occasion. */
export function slackDetails(message: Message): SlackBody {
  return body(message, [section(bold(message)), ...details(message)]);
}

function body(message: Message, blocks: readonly SlackBlock[]): SlackBody {
  const { title, headline } = message.alert;
  const text = fitText(`${title}: ${headline}`, SLACK_LIMITS.text, escapeSlack);
  return { text, blocks: blocks.slice(0, SLACK_LIMITS.blocks), unfurl_links: false, unfurl_media: false };
}

function summary(message: Message): readonly SlackBlock[] {
  const { alert } = message;
  const title = fitText(titleInWords(message), SLACK_LIMITS.header, escapeSlack);
  const links = alert.links.map(linkInWords).filter((link) => link !== "");
  const owners = message.owners.slice(0, MOST_OWNERS).map(mentionOf);
  return [
    { type: "header", text: { type: "plain_text", text: title, emoji: false } },
    section(fitText(alert.headline, SLACK_LIMITS.section, escapeSlack)),
    ...(owners.length === 0 ? [] : [section(`For ${owners.join(", ")}`)]),
    ...(links.length === 0 ? [] : [section(fitLines(links, SLACK_LIMITS.section).text)]),
  ];
}

function details(message: Message): readonly SlackBlock[] {
  const { findings, facts, commands } = message.alert;
  const lines = findings
    .slice(0, SHOWN_FINDINGS)
    .map((finding) => fitText(findingInWords(finding), LINE_CHARACTERS, escapeSlack));
  // Room for the line that says how many are left out.
  const { text, left } = fitLines(lines, SLACK_LIMITS.section - 50);
  const more = moreFindings(findings.length - lines.length + left);
  const pasted = commands.map(({ label, text: command }) => `${label}: \`${fitText(command, LINE_CHARACTERS)}\``);
  const held = heldBackInWords(message);
  const context = facts.slice(0, MOST_FACTS).map((fact) => mrkdwn(fitText(fact, FACT_CHARACTERS, escapeSlack)));
  return [
    ...(text === "" ? [] : [section(more === null ? text : `${text}\n${more}`)]),
    ...(pasted.length === 0 ? [] : [section(fitLines(pasted, SLACK_LIMITS.section).text)]),
    ...(held === null ? [] : [section(held)]),
    ...(context.length === 0 ? [] : [{ type: "context" as const, elements: context }]),
  ];
}

function bold(message: Message): string {
  return `*${fitText(titleInWords(message), LINE_CHARACTERS, escapeSlack)}*`;
}

/** Bare `|` and `>` would end an address; a checked one has neither. */
function linkInWords({ label, url }: AlertLink): string {
  return /[<>|\s]/.test(url) ? "" : `<${url.replaceAll("&", "&amp;")}|${escapeSlack(label)}>`;
}

/** Only an owner of the configuration mentions anybody: "slack:U012AB3CD" a member, "slack:S012AB3CD" a group. */
function mentionOf(owner: string): string {
  const id = /^slack:([A-Z0-9]+)$/.exec(owner)?.[1];
  if (id === undefined) return ownerNames([owner]).map(escapeSlack).join("");
  return id.startsWith("S") ? `<!subteam^${id}>` : `<@${id}>`;
}

function section(text: string): SlackBlock {
  return { type: "section", text: mrkdwn(text) };
}

function mrkdwn(text: string): SlackText {
  // Slack refuses an empty text.
  return { type: "mrkdwn", text: text === "" ? "–" : text, verbatim: true };
}
