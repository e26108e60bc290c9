/** A command of a guide, as every shell takes it. */
export interface CommandLine {
  readonly argv: readonly string[];
  /** The file that is its standard input: `< FILE`. */
  readonly stdin: string | null;
}

const WORDS = /(?:'[^']*'|"[^"]*"|\S)+/g;
/** Quoted, or of what no shell does anything with. */
const PLAIN = /^(?:'[^']*'|"[^"$`\\]*"|[^\s'"\\$`|&;<>(){}*?!~])+$/;

/**
 * The commands of a block: one a line, which `\` carries on, without comments. Throws an Error where a line asks for more of a shell than
 * words and quotes, so that what is shown runs alike in all of them.
 */
export function parseCommands(text: string): readonly CommandLine[] {
  return text
    .replace(/\\\n\s*/g, "")
    .split("\n")
    .map((line) => line.replace(/(^|\s)#\s.*$/, "").trim())
    .filter((line) => line !== "")
    .map(parseCommand);
}

function parseCommand(line: string): CommandLine {
  const words: readonly string[] = line.match(WORDS) ?? [];
  const from = words.indexOf("<");
  const [argv, input] = from === -1 ? [words, []] : [words.slice(0, from), words.slice(from + 1)];
  const odd = [...argv, ...input].find((word) => !PLAIN.test(word));
  if (odd !== undefined || (from !== -1 && input.length !== 1)) {
    throw new Error(`${line}: only words and quotes can be run here, not ${odd ?? "<"}`);
  }
  return { argv: argv.map(unquoted), stdin: input[0] === undefined ? null : unquoted(input[0]) };
}

function unquoted(word: string): string {
  return word.replace(/'([^']*)'|"([^"]*)"/g, "$1$2");
}
