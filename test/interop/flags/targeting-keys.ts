import { createRandom, type Random, seedFrom } from "@airworthy/stats";

/** Ways in which keys are written. Each makes another text of another number. */
const WRITINGS: readonly ((index: number, random: Random) => string)[] = [
  (index) => `user-${index}`,
  (index) => String(index),
  (index) => `jo.${index}+news@example.com`,
  (index, random) =>
    `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-a${hex(random, 3)}-${hex(random, 8)}${index}`,
  (index) => `Zoë Ångström ${index}`,
  (index) => `χρήστης-${index}`,
  (index) => `用户${index}`,
  (index) => `ユーザー・${index}`,
  (index) => `مستخدم-${index}`,
  (index) => `👩‍🔬${index}🏳️‍🌈`,
  (index) => `𝔘𝔰𝔢𝔯${index}`,
  (index) => `e\u0301${index}n\u0303`,
  (index) => `\u0000${index}\u001f\u007f`,
  (index) => `"${index}\\\n<&>\u2028`,
  (index) => ` ${index}\t`,
  (index) => `${index}\ud83d`,
  (index) => `\ude00${index}`,
  (index, random) => scattered(index, random),
];

const LONG = [1_000, 1_023, 4_096, 16_385];
const ALONE = ["", " ", "\u0000", "\ud800", "\udfff", "\ufeff", "\uffff", "__proto__", "constructor", "null", "true"];

/** So many different targeting keys, in ASCII and beyond it; among them the empty one and very long ones. */
export function targetingKeys(count: number, seed: number): readonly string[] {
  const random = createRandom(seedFrom(seed, "targeting keys"));
  const keys = new Set<string>(ALONE);
  for (const length of LONG) for (const unit of ["x", "é", "用", "😀"]) keys.add(unit.repeat(length));
  for (let index = 0; keys.size < count; index++) keys.add(WRITINGS[index % WRITINGS.length]?.(index, random) ?? "");
  return [...keys].slice(0, count);
}

function hex(random: Random, digits: number): string {
  return random
    .integer(16 ** digits)
    .toString(16)
    .padStart(digits, "0");
}

/** Code points from all planes. */
function scattered(index: number, random: Random): string {
  const points = Array.from({ length: 1 + random.integer(12) }, () => random.integer(0x110000));
  return String.fromCodePoint(...points) + index;
}
