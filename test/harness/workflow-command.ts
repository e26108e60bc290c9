/** A line such as `::error file=a.txt,line=3::message` that the runner acts upon. */
export interface WorkflowCommand {
  readonly name: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly message: string;
}

const COMMAND = /^\s*::(?<name>[^\s:]+)(?: (?<properties>[^:]*))?::(?<message>.*)$/;

/** The commands on an action's standard output, read as the runner reads them: a carriage return ends a line too. */
export function parseWorkflowCommands(stdout: string): WorkflowCommand[] {
  return stdout.split(/\r\n|\r|\n/).flatMap((line) => {
    const groups = COMMAND.exec(line)?.groups;
    if (groups === undefined) return [];
    const properties = new Map<string, string>();
    for (const pair of (groups["properties"] ?? "").split(",").filter((text) => text.includes("="))) {
      const equals = pair.indexOf("=");
      properties.set(pair.slice(0, equals).trim(), unescapeData(pair.slice(equals + 1)));
    }
    return [{ name: groups["name"] ?? "", properties, message: unescapeData(groups["message"] ?? "") }];
  });
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["%25", "%"],
  ["%0D", "\r"],
  ["%0A", "\n"],
  ["%3A", ":"],
  ["%2C", ","],
]);

function unescapeData(text: string): string {
  return text.replace(/%25|%0D|%0A|%3A|%2C/g, (escaped) => ESCAPES.get(escaped) ?? escaped);
}
