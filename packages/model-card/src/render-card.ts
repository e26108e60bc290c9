import { UserError } from "@airworthy/evidence";
import { escapeMarkdown } from "@airworthy/report";
import { CARD_SECTIONS, sectionContents } from "./card-sections.ts";
import { checkFacts } from "./check-facts.ts";
import type { CardFacts } from "./facts.ts";
import { readFrontMatter, renewFrontMatter, type SplitCard, splitCard } from "./front-matter.ts";
import { hubFields } from "./hub-fields.ts";
import { hasSections, markSection, renewSections } from "./marked-sections.ts";

/** What only people can write, with what to write as a comment that no reader sees. */
const OWN_SECTION = "## How to use\n\n<!-- Show the code that loads the model and runs it on one example. -->";

/** A card is read by people. */
const CARD_CHARACTERS = 1024 * 1024;

/**
 * A model card as the Hugging Face Hub has it: YAML front matter, then Markdown. Without an existing card it is a whole
 * one; in an existing card the front matter's keys that the facts speak of are renewed, and so is what stands between
 * `<!-- airworthy:begin NAME -->` and `<!-- airworthy:end NAME -->`; everything else keeps every byte. A card without any
 * such mark gets all sections at its end; from a card with marks, a section that was taken out stays out. Rendering the
 * result again changes nothing. All that comes from the facts is escaped.
 *
 * Throws a UserError, with the line, for front matter that is no YAML, for broken marks, and for facts that are no numbers.
 * `where` is the card's file, for messages.
 */
export function renderCard(facts: CardFacts, existing: string | null, where = "the model card"): string {
  checkFacts(facts);
  if ((existing?.length ?? 0) > CARD_CHARACTERS) {
    throw new UserError(`${where} has ${existing?.length} characters; at most ${CARD_CHARACTERS} are allowed`);
  }
  const contents = sectionContents(facts);
  if (existing === null || existing.trim() === "")
    return withFrontMatter(facts, splitCard(newBody(facts, contents)), where);
  const card = splitCard(existing);
  return withFrontMatter(facts, { ...card, after: renewBody(card, contents, where) }, where);
}

function newBody({ name, metadata }: CardFacts, contents: ReadonlyMap<string, string>): string {
  const [first, ...others] = sectionTexts(contents);
  const title = `# ${escapeMarkdown(metadata.title ?? name)}`;
  return `${[title, first, OWN_SECTION, ...others].join("\n\n")}\n`;
}

function renewBody(card: SplitCard, contents: ReadonlyMap<string, string>, where: string): string {
  const head = card.before + (card.body ?? "");
  const body = card.after;
  const lineEnd = lineEndOf(head + body);
  if (hasSections(body)) {
    return renewSections({ text: body, firstLine: head.split("\n").length }, contents, lineEnd, where);
  }
  const gap = body.endsWith("\n") ? "\n" : "\n\n";
  const added = `${gap}${sectionTexts(contents).join("\n\n")}\n`;
  return body + added.replaceAll("\n", lineEnd);
}

function sectionTexts(contents: ReadonlyMap<string, string>): readonly string[] {
  return CARD_SECTIONS.map(({ name, heading }) => `## ${heading}\n\n${markSection(name, contents.get(name) ?? "")}`);
}

function withFrontMatter(facts: CardFacts, card: SplitCard, where: string): string {
  const lineEnd = lineEndOf(card.before + (card.body ?? "") + card.after);
  const body = renewFrontMatter(card, hubFields(facts, readFrontMatter(card, where), where), lineEnd, where);
  if (card.body !== null) return card.before + body + card.after;
  if (body === "") return card.before + card.after;
  return `${card.before}---${lineEnd}${body}---${lineEnd}${lineEnd}${card.after}`;
}

/** That of the first line, as editors have it. */
function lineEndOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? "\n";
}
