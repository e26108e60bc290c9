import { decodeBase58Check } from "../checksums/base58.ts";
import { isBech32 } from "../checksums/bech32.ts";
import type { Place } from "../context.ts";

/** First byte and length of what Base58Check holds: https://en.bitcoin.it/wiki/List_of_address_prefixes */
const ADDRESS_BYTES = 21;
const ADDRESS_VERSIONS: readonly number[] = [0x00, 0x05, 0x30, 0x32]; // Bitcoin's, then Litecoin's
const KEY_VERSIONS: readonly number[] = [0x80, 0xb0];
const KEY_BYTES: readonly number[] = [33, 34];
/** "xprv", by BIP 32. */
const EXTENDED_KEY = "0488ade4";
const FEWEST_CHARACTERS = 26;
const MOST_CHARACTERS = 111;

export interface WalletText {
  readonly kind: "crypto-address" | "crypto-private-key";
  readonly confidence: number;
}

/** What a word is to a Bitcoin, Litecoin or Ethereum wallet; null for most. Ethereum's are told by their form alone. */
export function readWallet({ text, start, end }: Place): WalletText | null {
  if (end - start < FEWEST_CHARACTERS || end - start > MOST_CHARACTERS) return null;
  const word = text.slice(start, end);
  if (/^(?:bc1|ltc1|BC1|LTC1)/.test(word)) return isBech32(word) ? address(1) : null;
  if (/^0x[0-9A-Fa-f]{40}$/.test(word)) return address(0.6);
  return /^(?:[13LM][1-9A-Za-z]{25,34}|[5KLT6][1-9A-Za-z]{50,51}|xprv[1-9A-Za-z]{107})$/.test(word)
    ? inBase58(word)
    : null;
}

function inBase58(word: string): WalletText | null {
  const bytes = decodeBase58Check(word);
  const [version = -1] = bytes ?? [];
  if (bytes === null) return null;
  if (bytes.length === ADDRESS_BYTES && ADDRESS_VERSIONS.includes(version)) return address(1);
  const isExtended = Buffer.from(bytes.subarray(0, 4)).toString("hex") === EXTENDED_KEY;
  const isKey = isExtended || (KEY_BYTES.includes(bytes.length) && KEY_VERSIONS.includes(version));
  return isKey ? { kind: "crypto-private-key", confidence: 1 } : null;
}

function address(confidence: number): WalletText {
  return { kind: "crypto-address", confidence };
}
