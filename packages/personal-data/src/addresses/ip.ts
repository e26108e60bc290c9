/** What is at work within a host or a network alone, or stands for none: RFC 6890. */
const INNER_V4: readonly RegExp[] = [
  /^(?:0|10|127)\./,
  /^169\.254\./,
  /^172\.(?:1[6-9]|2\d|3[01])\./,
  /^192\.168\./,
  /^100\.(?:6[4-9]|[789]\d|1[01]\d|12[0-7])\./,
  /^(?:22[4-9]|2[345]\d)\./,
];
const OCTET = /^(?:0|[1-9]\d{0,2})$/;

/** Whether a text is an IPv4 address, each part without a leading zero. */
export function isIpv4(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => OCTET.test(part) && Number(part) < 256);
}

/** Whether a text is an IPv6 address (RFC 4291, 2.2), without a zone; its last two groups may be an IPv4 address. */
export function isIpv6(text: string): boolean {
  const halves = text.split("::");
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const last = groups.at(-1) ?? "";
  const hasV4 = last.includes(".") && !text.endsWith("::");
  const hex = hasV4 ? groups.slice(0, -1) : groups;
  if (!hex.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group)) || (hasV4 && !isIpv4(last))) return false;
  const count = hex.length + (hasV4 ? 2 : 0);
  return halves.length === 2 ? count <= 7 : count === 8;
}

/** Whether an address may be somebody's in the world at large: global unicast. */
export function isGlobal(address: string): boolean {
  return address.includes(":") ? /^[23][0-9A-Fa-f]{3}:/.test(address) : !INNER_V4.some((net) => net.test(address));
}

/** Whether a text is a network card's address, other than those that stand for none or for all. */
export function isMac(text: string): boolean {
  const isWritten = /^[0-9A-Fa-f]{2}([:-])[0-9A-Fa-f]{2}(?:\1[0-9A-Fa-f]{2}){4}$/.test(text);
  return isWritten && !/^[0:-]+$/.test(text) && !/^[Ff:-]+$/.test(text);
}
