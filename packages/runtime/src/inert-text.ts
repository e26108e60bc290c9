import { type Host, hostWith, type Output } from "./host.ts";

/**
 * The runner obeys a line that starts with `::` after any white space, and `##[` anywhere in a line. A model's output
 * or a file's name must not be obeyed, so a backslash breaks them up. What ends a line for the runner (CR, LF) does so
 * here; what it takes for white space is `\s` and U+0085: https://learn.microsoft.com/dotnet/api/system.char.iswhitespace
 * Takes time in proportion to the text.
 */
export function inertText(text: string): string {
  return text.replace(/(?<=^|[\r\n])((?:[^\S\r\n]|\u0085)*):(?=:)/g, "$1\\:").replaceAll("##[", "#\\#[");
}

/** JSON in which the runner finds nothing to obey, of the same value: a line of JSON never starts with a colon. */
export function inertJson(value: unknown): string {
  return JSON.stringify(value).replaceAll("##[", "#\\u0023[");
}

/** In a `run:` step of a workflow what a program prints is read for commands, as an action's log is. Elsewhere the host itself. */
export function inertHost(host: Host): Host {
  if (host.env["GITHUB_ACTIONS"] !== "true") return host;
  return hostWith(host, { stdout: inertOutput(host.stdout), stderr: inertOutput(host.stderr) });
}

function inertOutput(output: Output): Output {
  return {
    isTerminal: output.isTerminal,
    get columns() {
      return output.columns;
    },
    write: (text) => output.write(inertText(text)),
  };
}
