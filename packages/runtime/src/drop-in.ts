import { type Host, hostWith } from "./host.ts";

/** Another program's command line, which ours understands in its place: `airworthy <name> …`. */
export interface DropIn {
  readonly name: string;
  /** For the list of what there is. */
  readonly summary: string;
  /** Throws a UserError where the other program's words have no meaning here. */
  translate(argv: readonly string[], env: Host["env"]): Translation;
}

export interface Translation {
  /** The same in our words: a verb and its flags. */
  readonly argv: readonly string[];
  /** What the other program takes from other variables. */
  readonly env: Host["env"];
  /** What is done differently here. */
  readonly warnings: readonly string[];
}

const HELP: readonly string[] = ["help", "--help", "-h"];

/** The host as it would be, had the user said it in our words; as it is where no drop-in is named. */
export function translate(host: Host, dropIns: readonly DropIn[]): Host {
  const [first = "", second, ...rest] = host.argv;
  const asksHelp = HELP.includes(first);
  const dropIn = dropIns.find(({ name }) => name === (asksHelp ? second : first));
  if (dropIn === undefined) return host;
  const words = asksHelp ? ["--help", ...rest] : host.argv.slice(1);
  const { argv, env, warnings } = dropIn.translate(words, host.env);
  for (const warning of warnings) host.stderr.write(`warning: ${warning}\n`);
  return hostWith(host, { argv, env });
}
