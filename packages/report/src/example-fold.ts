import { compareCodePoints } from "@airworthy/evidence";
import type { Fold, Text } from "./block.ts";
import { formatCounted } from "./format.ts";
import type { ReportExample, ReportSection } from "./section.ts";

/** Enough to see what goes wrong. */
const MOST_EXAMPLES = 5;

/** The worst failures of all sections: the worst of each test first, then the second worst of each. */
export function exampleFold(sections: readonly ReportSection[]): readonly Fold[] {
  const told = sections.flatMap(({ examples }) => examples ?? []);
  const worst = worstOf(told.flatMap((examples) => examples.worst));
  if (worst.length === 0) return [];
  const total = told.reduce((sum, examples) => sum + examples.total, 0);
  const areNew = sections.every(({ examples, baseline }) => examples === undefined || baseline !== null);
  const count = formatCounted(total, areNew ? "new failure" : "failure");
  const summary = worst.length < total ? `${worst.length} worst of ${count}` : count;
  return [{ kind: "fold", summary, blocks: [{ kind: "list", items: worst.map(exampleText) }] }];
}

function worstOf(examples: readonly ReportExample[]): readonly ReportExample[] {
  const before = new Map<string, number>();
  const turns = examples.map((example) => {
    const turn = before.get(example.of) ?? 0;
    before.set(example.of, turn + 1);
    return { example, turn };
  });
  const size = ({ severity }: ReportExample) => (Number.isNaN(severity) ? Number.POSITIVE_INFINITY : severity);
  turns.sort(
    (a, b) =>
      a.turn - b.turn || Math.sign(size(b.example) - size(a.example)) || compareCodePoints(a.example.of, b.example.of),
  );
  return turns.slice(0, MOST_EXAMPLES).map(({ example }) => example);
}

function exampleText({ of, text }: ReportExample): Text {
  return [{ kind: "strong", text: of }, ": ", ...[text].flat()];
}
