import { severityOf } from "../alert/alert.ts";
import { type Message, ownerNames } from "../alert/message.ts";
import { fitLines, fitText } from "../text/fit-text.ts";
import { findingInWords, heldBackInWords, moreFindings, SHOWN_FINDINGS, titleInWords } from "../text/words.ts";
import { escapeDiscord } from "./escape-discord.ts";

/** https://docs.discord.com/developers/resources/message#embed-object-embed-limits, in characters. */
export const DISCORD_LIMITS = {
  title: 256,
  description: 4_096,
  name: 256,
  value: 1_024,
  footer: 2_048,
  whole: 6_000,
} as const;

/** Of the description: what stays below the limit of the whole whatever else there is. */
const DESCRIPTION_CHARACTERS = 3_000;
const HEADLINE_CHARACTERS = 1_000;
const LINE_CHARACTERS = 400;
const FOOTER_CHARACTERS = 500;

/** Each severity's colour; the sign in the title says it without. */
const COLOURS = { info: 0x2e7d32, warn: 0xf9a825, error: 0xc62828 } as const;

interface DiscordField {
  readonly name: string;
  readonly value: string;
}

export interface DiscordEmbed {
  readonly title: string;
  readonly description: string;
  readonly color: number;
  readonly fields: readonly DiscordField[];
  readonly footer?: { readonly text: string };
}

export interface DiscordBody {
  readonly embeds: readonly [DiscordEmbed];
  /** Nobody is mentioned, whatever the text says. */
  readonly allowed_mentions: { readonly parse: readonly [] };
}

export function discordMessage(message: Message): DiscordBody {
  const { alert } = message;
  const footer = fitText(alert.facts.join(" · "), FOOTER_CHARACTERS);
  const embed = {
    title: fitText(titleInWords(message), DISCORD_LIMITS.title, escapeDiscord),
    description: describe(message),
    color: COLOURS[severityOf(alert.verdict)],
    fields: fieldsOf(message),
  };
  return {
    embeds: [footer === "" ? embed : { ...embed, footer: { text: footer } }],
    allowed_mentions: { parse: [] },
  };
}

function describe({ alert }: Message): string {
  const headline = fitText(alert.headline, HEADLINE_CHARACTERS, escapeDiscord);
  const lines = alert.findings
    .slice(0, SHOWN_FINDINGS)
    .map((finding) => fitText(findingInWords(finding), LINE_CHARACTERS, escapeDiscord));
  const { text, left } = fitLines(lines, DESCRIPTION_CHARACTERS - headline.length - 50);
  const more = moreFindings(alert.findings.length - lines.length + left);
  return [headline, text, more ?? ""].filter((part) => part !== "").join("\n");
}

/** A field each, in at most so many characters that all of them stay below the limit of the whole. */
function fieldsOf(message: Message): readonly DiscordField[] {
  const { alert, owners } = message;
  const links = alert.links
    .filter(({ url }) => !/[()\s]/.test(url))
    .map(({ label, url }) => `[${fitText(label, 60, escapeDiscord)}](${url})`);
  const pasted = alert.commands.map(({ label, text }) => `${fitText(label, 60, escapeDiscord)}: \`${text}\``);
  const names = fitText(ownerNames(owners).join(", "), 300, escapeDiscord);
  return [
    field("For", names),
    field("Links", fitLines(links, 900).text),
    field("Commands", fitLines(pasted, 600).text),
    field("Held back", heldBackInWords(message) ?? ""),
  ].flat();
}

function field(name: string, value: string): readonly DiscordField[] {
  return value === "" ? [] : [{ name, value }];
}
