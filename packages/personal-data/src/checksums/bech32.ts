const ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const GENERATORS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const;
/** What the checksum of Bech32 (BIP 173) and of Bech32m (BIP 350) comes to. */
const BECH32 = 1;
const BECH32M = 0x2bc830a3;
const MOST_CHARACTERS = 90;

/** Whether a text in one case is valid Bech32 or Bech32m: a prefix, a "1", data and a checksum. */
export function isBech32(text: string): boolean {
  const lower = text.toLowerCase();
  if (text.length > MOST_CHARACTERS || (text !== lower && text !== text.toUpperCase())) return false;
  const split = lower.lastIndexOf("1");
  if (split < 1 || lower.length - split < 7) return false;
  const values = [...lower.slice(split + 1)].map((letter) => ALPHABET.indexOf(letter));
  if (values.includes(-1)) return false;
  const prefix = [...lower.slice(0, split)].map((letter) => letter.charCodeAt(0));
  const sum = polynomial([...prefix.map((code) => code >> 5), 0, ...prefix.map((code) => code & 31), ...values]);
  return sum === BECH32 || sum === BECH32M;
}

function polynomial(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    GENERATORS.forEach((generator, bit) => {
      if ((top >> bit) & 1) sum ^= generator;
    });
  }
  return sum;
}
