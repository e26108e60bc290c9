import { sha256 } from "@airworthy/evidence";
import { type Block, COMMENT_BUDGET, type Inline, renderMarkdown, type Text, type Tone } from "@airworthy/report";
import { type Alert, type AlertSeverity, severityOf } from "../alert/alert.ts";
import { fingerprintOf } from "../alert/fingerprint.ts";
import type { Message } from "../alert/message.ts";
import { fitText } from "../text/fit-text.ts";
import { findingInWords, heldBackInWords, titleInWords } from "../text/words.ts";
import type { IssueText } from "./issue-tracker.ts";

/** https://docs.github.com/en/rest/issues/issues#create-an-issue answers 422 beyond. */
export const ISSUE_LIMITS = { title: 256, body: 65_536 } as const;

/** Of people, "@ann", and of teams, "@org/team". */
const MENTION = /^@[A-Za-z0-9](?:[A-Za-z0-9_-]{0,38})(?:\/[A-Za-z0-9._-]{1,100})?$/;
const MARKER_DIGITS = 32;

const TONES: Readonly<Record<AlertSeverity, Tone>> = { info: "tip", warn: "warning", error: "caution" };

/** The last line of the issue that speaks of a key, which GitHub does not show. */
export function issueMarker(key: string): string {
  return `<!-- airworthy-alert key=${sha256(key).slice(0, MARKER_DIGITS)} -->`;
}

/** Whether an issue speaks of the marker's key: text that quotes a marker elsewhere is just text. */
export function endsWithMarker(body: string, marker: string): boolean {
  return body.replaceAll("\r\n", "\n").trimEnd().split("\n").at(-1) === marker;
}

/** The issue as it is to read now. */
export function issueText(message: Message): IssueText {
  const { text } = renderMarkdown(blocksOf(message), COMMENT_BUDGET);
  return {
    title: fitText(message.alert.title, ISSUE_LIMITS.title) || "Alert",
    body: [
      ...ownersLine(message.owners),
      text,
      `${standingLine(message.alert)}\n${issueMarker(message.alert.key)}`,
    ].join("\n\n"),
  };
}

/** Whether an issue says already how the alert stands, if with other values: so it needs no comment, whatever we remember. */
export function saysStanding(body: string, alert: Alert): boolean {
  return body.trimEnd().split("\n").at(-2) === standingLine(alert);
}

/** The comment that says what happened to an issue since. */
export function issueComment(message: Message): string {
  const paragraph: Block = { kind: "paragraph", text: [strong(titleInWords(message)), ` ${message.alert.headline}`] };
  const { text } = renderMarkdown([paragraph, ...linksOf(message.alert)], COMMENT_BUDGET);
  return [...ownersLine(message.owners), text].join("\n\n");
}

/** The line before the marker, which GitHub does not show either. */
function standingLine(alert: Alert): string {
  return `<!-- airworthy-alert standing=${fingerprintOf(alert).slice(0, MARKER_DIGITS)} -->`;
}

/** Only an owner of the configuration is mentioned: what is rendered mentions nobody. */
function ownersLine(owners: readonly string[]): readonly string[] {
  const mentions = owners.filter((owner) => MENTION.test(owner));
  return mentions.length === 0 ? [] : [`For ${mentions.join(", ")}`];
}

function blocksOf(message: Message): readonly Block[] {
  const { alert } = message;
  const { verdict, headline, findings, facts, commands, model } = alert;
  const held = heldBackInWords(message);
  const version = model.version === null ? "" : ` ${model.version}`;
  return [
    { kind: "alert", tone: TONES[severityOf(verdict)], lines: [[strong(titleInWords(message))], headline] },
    ...list(findings.map(findingInWords)),
    ...(commands.length === 0 ? [] : [paragraph("Commands:")]),
    ...list(commands.map(({ label, text }): Text => [`${label}: `, { kind: "code", text }])),
    ...linksOf(alert),
    ...(held === null ? [] : [paragraph(held)]),
    paragraph([`${model.name}${version} · `, { kind: "code", text: `sha256:${model.sha256}` }]),
    ...(facts.length === 0 ? [] : [paragraph([{ kind: "soft", text: facts.join(" · ") }])]),
  ];
}

function linksOf({ links }: Alert): readonly Block[] {
  if (links.length === 0) return [];
  const inlines = links.flatMap(({ label, url }, index): readonly Inline[] => [
    index === 0 ? "" : " · ",
    { kind: "link", href: url, text: label },
  ]);
  return [paragraph(inlines)];
}

function list(items: readonly Text[]): readonly Block[] {
  return items.length === 0 ? [] : [{ kind: "list", items }];
}

function paragraph(text: Text): Block {
  return { kind: "paragraph", text };
}

function strong(text: string): Inline {
  return { kind: "strong", text };
}
