import { isGlobal, isIpv4 } from "./addresses/ip.ts";
import { isAlphanumeric, isDigit, runStart } from "./characters.ts";
import { isNamed, type Place } from "./context.ts";
import type { Found } from "./hit.ts";
import { type LayoutTree, readNumbers } from "./numbers/layouts.ts";
import { internationalPhoneEnd, nationalPhoneEnd, PHONE, PHONE_WORDS } from "./numbers/phone.ts";
import { readWallet } from "./secrets/wallet.ts";

const PLUS = 0x2b;
const LONGEST_IPV4 = 15;
const IP_WORDS: readonly string[] = ["ip", "ipv4", "address", "host", "client", "remote", "server"];
/** Versions of programs may have four parts. */
const VERSION = /(?:\bv|version|release|build)[\s.:="]{0,3}$/i;
const VERSION_CHARACTERS = 12;

/** Italy's tax code begins with two groups of letters, of up to six. */
const MOST_LETTER_GROUPS = 2;
const MOST_LETTERS = 6;

/** Reads a run of letters and digits, with the groups that follow it, as all that it may be. */
export function readWord(tree: LayoutTree, word: Place, about: string, found: Found): void {
  const { text, start, end } = word;
  const wallet = readWallet(word);
  if (wallet !== null) found({ ...wallet, start, end });
  if (goesOn(text, start)) return;
  readPlans(tree, word, about, found);
  let first = lettersBefore(text, start);
  for (let steps = 0; first !== null && steps < MOST_LETTER_GROUPS; steps++) {
    readPlans(tree, { text, ...first }, about, found);
    first = lettersBefore(text, first.start);
  }
  if (!isDigit(text.charCodeAt(start))) return;
  readPhone(text, start, about, found);
  readIpv4(text, start, about, found);
}

function readPlans(tree: LayoutTree, word: Place, about: string, found: Found): void {
  const { text, start } = word;
  for (const { plan, end, isGrouped } of readNumbers(tree, word)) {
    const { named, grouped, bare } = plan.confidence;
    const alone = isGrouped ? grouped : bare;
    found({
      kind: plan.kind,
      start,
      end,
      confidence: isNamed(plan.words, { text, start, end }, about) ? named : alone,
    });
  }
}

/** The group of letters before a word, with one space or hyphen between: "AB" of "AB 12 34 56 C"; null where there is none. */
function lettersBefore(text: string, start: number): { readonly start: number; readonly end: number } | null {
  const end = start - 1;
  if (end < 1 || !" -".includes(text.charAt(end)) || !isAlphanumeric(text.charCodeAt(end - 1))) return null;
  const from = runStart(text, end, Math.max(0, end - MOST_LETTERS - 1), isAlphanumeric);
  return end - from <= MOST_LETTERS && !/\d/.test(text.slice(from, end)) ? { start: from, end } : null;
}

/** What follows digits after a point, comma, hyphen, slash or plus is part of something longer, such as a decimal. */
function goesOn(text: string, start: number): boolean {
  return "-.,/_+".includes(text.charAt(start - 1)) && start > 1 && isDigit(text.charCodeAt(start - 2));
}

function readPhone(text: string, start: number, about: string, found: Found): void {
  const isInternational = text.charCodeAt(start - 1) === PLUS;
  const end = isInternational ? internationalPhoneEnd(text, start) : nationalPhoneEnd(text, start);
  if (end < 0 || isAlphanumeric(text.charCodeAt(end))) return;
  const from = isInternational ? start - 1 : start;
  const confident = isInternational ? { alone: 0.6, named: 0.95 } : { alone: 0.2, named: 0.6 };
  const confidence = isNamed(PHONE_WORDS, { text, start: from, end }, about) ? confident.named : confident.alone;
  found({ kind: PHONE, start: from, end, confidence });
}

function readIpv4(text: string, start: number, about: string, found: Found): void {
  const [address] =
    /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\w-]|\.\d)/.exec(text.slice(start, start + LONGEST_IPV4 + 2)) ?? [];
  if (address === undefined || !isIpv4(address)) return;
  const place = { text, start, end: start + address.length };
  const confidence = () => {
    if (!isGlobal(address)) return 0.3;
    if (VERSION.test(text.slice(Math.max(0, start - VERSION_CHARACTERS), start))) return 0.3;
    return isNamed(IP_WORDS, place, about) ? 0.9 : 0.6;
  };
  found({ kind: "ip-address", start, end: place.end, confidence: confidence() });
}
