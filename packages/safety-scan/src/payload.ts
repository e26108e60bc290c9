/** What data inside a pickle has turned out to be, by its first bytes. */
export type Payload =
  /** A pickle or an archive as it is. */
  | { readonly kind: "plain" }
  /** The same, its bytes written as the characters of these numbers: how protocols 0 to 2 carry bytes. */
  | { readonly kind: "characters" }
  /** The same, or code, in so many layers of base64 or hexadecimal, outermost first. */
  | { readonly kind: "encoded"; readonly layers: readonly Encoding[]; readonly isCode: boolean }
  /** Text that reads as code. */
  | { readonly kind: "code" };

export type Encoding = "base64" | "hex";

/** Less holds no call. */
const SHORTEST = 12;
const SHORTEST_ENCODED = 16;
const MAX_LAYERS = 4;

/** A global and its name as protocol 0 writes them: GLOBAL or INST. */
const OLD_GLOBAL = /[ci][A-Za-z_][\w.]{0,200}\r?\n[A-Za-z_][\w.]{0,200}\r?\n/;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}\s*$/;
const HEX = /^(?:[0-9a-fA-F]{2})+\s*$/;
/** What starts programs or runs code in Python; not what merely has such a word in it. */
const CODE =
  /\b(?:__import__\s{0,20}\(|os\.(?:system|popen|exec[lv]p?e?|spawn[lv]p?e?)\s*\(|subprocess\.(?:Popen|run|call|check_output|check_call|getoutput)\s*\(|(?:exec|eval)\s{0,20}\(\s{0,20}(?:compile|base64|codecs|bytes|__import__|zlib|marshal|input|open)\b|pty\.spawn\s*\(|socket\.socket\s*\()|^[ \t]{0,80}import\s{1,20}(?:os|subprocess|socket|pty)\b/m;

/** Looks at the first bytes of data; null where they are nothing but data. */
export function findPayload(head: Uint8Array): Payload | null {
  if (head.length < SHORTEST) return null;
  if (startsAsPayload(head)) return { kind: "plain" };
  if (startsAsPayload(charactersOf(head))) return { kind: "characters" };
  const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString("latin1");
  if (OLD_GLOBAL.test(text)) return { kind: "plain" };
  return findEncoded(text) ?? (CODE.test(text) ? { kind: "code" } : null);
}

/** Takes one layer of an encoding off. */
export function decode(text: string, encoding: Encoding): Buffer {
  const plain = text.trim();
  return Buffer.from(encoding === "base64" ? plain.replaceAll("-", "+").replaceAll("_", "/") : plain, encoding);
}

/** A payload or code behind layers of encoding; null where there is neither inside. */
function findEncoded(text: string): Payload | null {
  const layers: Encoding[] = [];
  let inner = text;
  while (layers.length < MAX_LAYERS && inner.length >= SHORTEST_ENCODED) {
    const encoding = HEX.test(inner) ? "hex" : BASE64.test(inner) ? "base64" : null;
    if (encoding === null) return null;
    layers.push(encoding);
    const bytes = decode(inner, encoding);
    inner = bytes.toString("latin1");
    const isPayload = startsAsPayload(bytes) || OLD_GLOBAL.test(inner);
    if (isPayload || CODE.test(inner)) return { kind: "encoded", layers, isCode: !isPayload };
  }
  return null;
}

/** The first few characters, each as the byte of its number, as far as UTF-8 writes them in two bytes at most. */
function charactersOf(head: Uint8Array): Uint8Array {
  const isPlain = head.subarray(0, SHORTEST).every((byte) => byte < 0x80);
  if (isPlain) return head;
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 4 * SHORTEST)).toString("utf8");
  return Buffer.from(text, "latin1");
}

function startsAsPayload(bytes: Uint8Array): boolean {
  const [first, second, third, fourth] = bytes;
  if (first === 0x80) return isProtocol(second) && bytes.length >= SHORTEST;
  if (first === 0x1f) return second === 0x8b && third === 8;
  if (first === 0x78) return second === 0x9c || second === 0xda || second === 0x01;
  return first === 0x50 && second === 0x4b && third === 3 && fourth === 4;
}

function isProtocol(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 2 && byte <= 5;
}
