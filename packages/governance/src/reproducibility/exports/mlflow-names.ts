/** Shorter than MLflow's own 250 characters, and than any file system's names in bytes. */
const LONGEST = 60;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * Names as MLflow takes them, of which each becomes a file: letters, digits, "_", "-", "." and spaces; anything else becomes
 * "_". Those that become the same, also where a file system knows no case, are told apart by a number.
 */
export function fileNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const base = fileName(name);
    let unique = base;
    for (let number = 2; taken.has(unique.toLowerCase()); number++) unique = `${base}_${number}`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}

function fileName(name: string): string {
  const plain = [...name.toWellFormed()]
    .slice(0, LONGEST)
    .join("")
    .replace(/[^\p{L}\p{N}_.\- ]/gu, "_");
  const inside = plain.replace(/^[. ]+|[. ]+$/g, (dots) => "_".repeat(dots.length));
  return inside === "" || RESERVED.test(inside) ? `_${inside}` : inside;
}
