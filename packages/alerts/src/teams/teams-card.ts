import type { Message } from "../alert/message.ts";
import { ownerNames } from "../alert/message.ts";
import { fitText } from "../text/fit-text.ts";
import { findingInWords, heldBackInWords, moreFindings, SHOWN_FINDINGS, titleInWords } from "../text/words.ts";

/** https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using: 28 KB a message. */
export const TEAMS_BYTES = 28 * 1024;

const CARD_TYPE = "application/vnd.microsoft.card.adaptive";
const LINE_CHARACTERS = 500;
const TITLE_CHARACTERS = 200;
const HEADLINE_CHARACTERS = 2_000;
const FACT_CHARACTERS = 200;
const MOST_FACTS = 6;
const MOST_OWNERS = 10;
const OWNER_CHARACTERS = 100;
/** A card shows six actions. */
const MOST_LINKS = 6;
const LINK_CHARACTERS = 1_000;
const LABEL_CHARACTERS = 60;

interface Run {
  readonly type: "TextRun";
  readonly text: string;
  readonly weight?: "Bolder";
  readonly size?: "Large";
  readonly isSubtle?: true;
  readonly fontType?: "Monospace";
}

interface Line {
  readonly type: "RichTextBlock";
  readonly inlines: readonly Run[];
}

/** An Adaptive Card 1.5. Untrusted text is in text runs only, which know no Markdown, no links and no mentions. */
export interface TeamsCard {
  readonly $schema: "http://adaptivecards.io/schemas/adaptive-card.json";
  readonly type: "AdaptiveCard";
  readonly version: "1.5";
  readonly fallbackText: string;
  readonly msteams: { readonly width: "Full" };
  readonly body: readonly Line[];
  readonly actions: readonly { readonly type: "Action.OpenUrl"; readonly title: string; readonly url: string }[];
}

/** The body of a post: the message around the card that most flows want, or the bare card. */
export type TeamsBody = TeamsCard | TeamsEnvelope;

interface TeamsEnvelope {
  readonly type: "message";
  readonly attachments: readonly [
    { readonly contentType: typeof CARD_TYPE; readonly contentUrl: null; readonly content: TeamsCard },
  ];
}

/** What Teams is sent, of at most `TEAMS_BYTES`: findings give way from the end. */
export function teamsMessage(message: Message, envelope: "message" | "card"): TeamsBody {
  const enclose = (card: TeamsCard): TeamsBody =>
    envelope === "card"
      ? card
      : { type: "message", attachments: [{ contentType: CARD_TYPE, contentUrl: null, content: card }] };
  for (let shown = Math.min(SHOWN_FINDINGS, message.alert.findings.length); shown > 0; shown--) {
    const body = enclose(cardOf(message, shown));
    if (Buffer.byteLength(JSON.stringify(body)) <= TEAMS_BYTES) return body;
  }
  return enclose(cardOf(message, 0));
}

function cardOf(message: Message, shown: number): TeamsCard {
  const { headline, findings, facts, commands, links } = message.alert;
  const title = fitText(titleInWords(message), TITLE_CHARACTERS);
  const owners = ownerNames(message.owners.slice(0, MOST_OWNERS));
  const more = moreFindings(findings.length - shown);
  const held = heldBackInWords(message);
  return {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.5",
    fallbackText: title,
    msteams: { width: "Full" },
    body: [
      line(run(title, TITLE_CHARACTERS, { weight: "Bolder", size: "Large" })),
      line(run(headline, HEADLINE_CHARACTERS)),
      ...(owners.length === 0 ? [] : [line(run(`For ${owners.join(", ")}`, MOST_OWNERS * OWNER_CHARACTERS))]),
      ...findings.slice(0, shown).map((finding) => line(run(findingInWords(finding), LINE_CHARACTERS))),
      ...(more === null ? [] : [line(run(more, LINE_CHARACTERS, { isSubtle: true }))]),
      ...commands.map(({ label, text }) =>
        line(run(`${label}: `, LABEL_CHARACTERS), run(text, LINE_CHARACTERS, { fontType: "Monospace" })),
      ),
      ...(held === null ? [] : [line(run(held, LINE_CHARACTERS))]),
      ...facts.slice(0, MOST_FACTS).map((fact) => line(run(fact, FACT_CHARACTERS, { isSubtle: true }))),
    ],
    actions: links
      .filter(({ url }) => url.length <= LINK_CHARACTERS)
      .slice(0, MOST_LINKS)
      .map(({ label, url }) => ({ type: "Action.OpenUrl", title: fitText(label, LABEL_CHARACTERS), url })),
  };
}

function line(...inlines: readonly Run[]): Line {
  return { type: "RichTextBlock", inlines };
}

function run(text: string, limit: number, style: Partial<Omit<Run, "type" | "text">> = {}): Run {
  // A run without text is refused.
  return { type: "TextRun", text: fitText(text, limit) || "–", ...style };
}
