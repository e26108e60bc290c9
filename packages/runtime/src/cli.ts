import { nearest, UserError } from "@airworthy/evidence";
import type { Adapters } from "./adapters.ts";
import { parseArguments } from "./arguments.ts";
import { runVerb, showFailure } from "./cli-verb.ts";
import type { Command } from "./command.ts";
import { type DropIn, translate } from "./drop-in.ts";
import { type HelpLayout, type Offered, renderHelp, renderVerbHelp } from "./help.ts";
import { type Host, processHost } from "./host.ts";
import { inertHost } from "./inert-text.ts";
import { styleFor } from "./style.ts";
import { TOOL } from "./tool.ts";

/**
 * The command line: `airworthy <verb> --input value …`. Standard output holds the report, or with `--json` exactly one
 * Answer; all else goes to standard error. Ends the process with one of EXIT_CODES. Never rejects.
 */
export async function runCli(
  commands: readonly Command[],
  options: { adapters?: Adapters; host?: Host; dropIns?: readonly DropIn[] } = {},
): Promise<void> {
  const asked = inertHost(options.host ?? processHost({ ownsOutput: true }));
  const { adapters = {}, dropIns = [] } = options;
  try {
    await runWords({ commands, dropIns }, adapters, translate(asked, dropIns));
  } catch (error) {
    await showFailure(error, null, asked);
  }
}

async function runWords({ commands, dropIns }: Offered, adapters: Adapters, host: Host): Promise<void> {
  const [first, second] = host.argv;
  const asksHelp = first === "help" || first === "--help" || first === "-h";
  const verb = asksHelp ? second : first;
  const command = commands.find(({ name, aliases = [] }) => [name, ...aliases].some((known) => known === verb));
  if (first === "--version") return await say(`${TOOL.name} ${TOOL.version}\n`, host);
  if (asksHelp && verb === undefined) return await say(renderHelp({ commands, dropIns }, layout(host)), host);
  if (command === undefined) return await showFailure(unknownVerb(verb, commands), null, host);
  const words = parseArguments(command, host.argv.slice(1));
  if (asksHelp || words.help) return await say(renderVerbHelp(command, layout(host)), host);
  return await runVerb(command, words, adapters, host);
}

/** Lines longer than this are hard to read, however wide the terminal is. */
const WIDEST_HELP = 100;
const DEFAULT_COLUMNS = 80;

function layout(host: Host): HelpLayout {
  return {
    columns: Math.min(WIDEST_HELP, host.stdout.columns ?? DEFAULT_COLUMNS),
    style: styleFor(host, host.stdout),
  };
}

async function say(text: string, host: Host): Promise<void> {
  host.stdout.write(text);
  await host.exit(0);
}

function unknownVerb(verb: string | undefined, commands: readonly Command[]): UserError {
  const names = commands.map(({ name }) => name);
  const remedy = `Verbs: ${names.join(", ")}. airworthy --help says what each does.`;
  if (verb === undefined) return new UserError("no verb was given", { remedy });
  if (verb.startsWith("-")) return new UserError(`${verb} was given where a verb is expected`, { remedy });
  const near = nearest(verb, names);
  const suggestion = near === undefined ? "" : `; did you mean ${near}?`;
  return new UserError(`${JSON.stringify(verb)} is not a verb${suggestion}`, { remedy });
}
