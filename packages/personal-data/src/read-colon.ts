import { isGlobal, isIpv6, isMac } from "./addresses/ip.ts";
import { readUrlPassword } from "./addresses/url-password.ts";
import { isAlphanumeric, isHex, runEnd, runStart } from "./characters.ts";
import type { Found } from "./hit.ts";

const COLON = 0x3a;
const POINT = 0x2e;
const LONGEST_IPV6 = 45;
const MAC_CHARACTERS = 17;

/** Reads a URL's password or an address around a colon, not before `from`; returns up to where colons are read with it. */
export function readColon(text: string, at: number, from: number, found: Found): number {
  if (text.startsWith("//", at + 1)) {
    const password = readUrlPassword(text, at);
    if (password !== null) found({ kind: "url-password", ...password, confidence: 0.95 });
    return at + 1;
  }
  const isPart = (code: number) => isHex(code) || code === COLON || code === POINT;
  const start = runStart(text, at, from, isPart);
  const end = runEnd(text, at, isPart);
  if (!isAlphanumeric(text.charCodeAt(start - 1)) && !isAlphanumeric(text.charCodeAt(end))) {
    readAddress(text, { start, end }, found);
  }
  return end;
}

/** Reads six pairs with hyphens around the hyphen at `at`. */
export function readHyphenMac(text: string, at: number, found: Found): void {
  const start = at - 2;
  const end = start + MAC_CHARACTERS;
  if (start < 0 || text.charAt(at + 3) !== "-" || text.charAt(at + 6) !== "-") return;
  if (/[\w-]/.test(text.charAt(start - 1)) || /[\w-]/.test(text.charAt(end))) return;
  if (isMac(text.slice(start, end))) found({ kind: "mac-address", start, end, confidence: 0.7 });
}

function readAddress(text: string, run: { readonly start: number; readonly end: number }, found: Found): void {
  if (run.end - run.start > LONGEST_IPV6 + 2) return;
  const written = text.slice(run.start, run.end);
  // A sentence's own colon or full stop; two colons are the address's.
  const address = written.replace(/(?<!:)[:.]$|\.$/, "").replace(/^[:.](?!:)/, "");
  const start = run.start + (written.startsWith(address) ? 0 : 1);
  const end = start + address.length;
  if (isMac(address)) found({ kind: "mac-address", start, end, confidence: 0.7 });
  else if (isIpv6(address)) found({ kind: "ip-address", start, end, confidence: isGlobal(address) ? 0.8 : 0.3 });
}
