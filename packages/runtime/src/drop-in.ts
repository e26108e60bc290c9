import { type Host, hostWith } from "./host.ts";

/** Another program's command line, which ours understands in its place: `airworthy <name> …`. */
export interface DropIn {
  readonly name: string;
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

/** The host as it would be, had the user said it in our words; as it is where no drop-in is named. */
export function translate(host: Host, dropIns: readonly DropIn[]): Host {
  const [first, ...rest] = host.argv;
  const dropIn = dropIns.find(({ name }) => name === first);
  if (dropIn === undefined) return host;
  const { argv, env, warnings } = dropIn.translate(rest, host.env);
  for (const warning of warnings) host.stderr.write(`warning: ${warning}\n`);
  return hostWith(host, { argv, env });
}
