/**
 * Reads a command file such as GITHUB_OUTPUT as the runner does: `name=value` lines and `name<<delimiter` blocks, the
 * last value of a name winning. Throws where the runner would fail the step.
 */
export function parseCommandFile(content: string): Map<string, string> {
  const values = new Map<string, string>();
  const lines = content.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? "";
    if (line === "") continue;
    const equals = line.indexOf("=");
    const heredoc = line.indexOf("<<");
    if (heredoc > 0 && (equals < 0 || heredoc < equals)) {
      const delimiter = line.slice(heredoc + 2);
      const end = lines.indexOf(delimiter, index + 1);
      if (delimiter === "" || end < 0) throw new Error(`no line ${JSON.stringify(delimiter)} ends ${line}`);
      values.set(line.slice(0, heredoc), lines.slice(index + 1, end).join("\n"));
      index = end;
    } else if (equals > 0) {
      values.set(line.slice(0, equals), line.slice(equals + 1));
    } else {
      throw new Error(`not in the form of a command file: ${line}`);
    }
  }
  return values;
}
