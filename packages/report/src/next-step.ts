import type { Block, Inline, Text } from "./block.ts";
import { formatCounted } from "./format.ts";
import type { Acceptance, ReportSection } from "./section.ts";

/** A longer command stands in a block of its own: in a line it would be cut, and nobody could paste it. */
const LINE_CHARACTERS = 160;

/**
 * What happens next, and what a reader can do: stop it, see it again, run the workflow again, accept what failed. Nothing
 * where there is nothing.
 */
export function nextStep(sections: readonly ReportSection[], rerun: string | null): readonly Block[] {
  const commands = [...new Set(sections.flatMap((section) => section.commands))];
  const acceptances = sections.flatMap(({ acceptance }) => acceptance ?? []);
  const areLong = commands.some((command) => command.length > LINE_CHARACTERS);
  const steps: readonly Text[] = [
    ...sections.flatMap((section) => section.steps ?? []),
    ...(areLong ? [`see it again with the ${commands.length === 1 ? "command" : "commands"} below`] : []),
    ...(areLong ? [] : commands).map(commandStep),
    ...(rerun === null ? [] : [["run the workflow again with ", code(rerun)]]),
    ...files(acceptances).map((file): Text => ["accept what failed by a reviewed entry in ", code(file), ", as below"]),
  ];
  return [...listed(steps), ...(areLong ? [commandFold(commands)] : []), ...acceptances.map(acceptanceFold)];
}

function commandStep(command: string, index: number): Text {
  return [index === 0 ? "see it again with " : "and with ", code(command)];
}

function listed(steps: readonly Text[]): readonly Block[] {
  const next: Inline = { kind: "strong", text: "Next" };
  const [first, ...more] = steps;
  if (first === undefined) return [];
  if (more.length === 0) return [{ kind: "paragraph", text: [next, ": ", ...[first].flat()] }];
  return [
    { kind: "paragraph", text: [next, ":"] },
    { kind: "list", items: steps },
  ];
}

function commandFold(commands: readonly string[]): Block {
  const summary = `To see it again: ${formatCounted(commands.length, "command")}`;
  return { kind: "fold", summary, blocks: [{ kind: "code", language: "sh", text: commands.join("\n") }] };
}

function acceptanceFold({ file, language, text }: Acceptance): Block {
  const summary: Text = ["To accept what failed: for ", code(file), " on the base branch"];
  return { kind: "fold", summary, blocks: [{ kind: "code", language, text }] };
}

function files(acceptances: readonly Acceptance[]): readonly string[] {
  return [...new Set(acceptances.map(({ file }) => file))];
}

function code(text: string): Inline {
  return { kind: "code", text };
}
