/** One line of the log. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
