import { isMapping, parseYaml, type YamlText, yamlTexts } from "./yaml-document.ts";

const HEAD = `name: shown
on: push
permissions: {}
concurrency:
  group: shown
  cancel-in-progress: false
`;
const JOB = `jobs:
  shown:
    name: Shown
    runs-on: ubuntu-latest
    timeout-minutes: 10
`;

/** Every workflow that a document shows, and every part of one with the rest of a workflow put around it. */
export function shownWorkflows(): YamlText[] {
  return yamlTexts()
    .filter(({ where }) => /\.md:\d+$/.test(where))
    .flatMap((shown) => {
      const text = completed(shown);
      return text === null ? [] : [{ where: shown.where, text }];
    });
}

/** Null for YAML of another kind. */
function completed(shown: YamlText): string | null {
  const [value] = parseYaml(shown);
  if (isMapping(value) && "jobs" in value) return "on" in value ? shown.text : HEAD + shown.text;
  if (isMapping(value) && "steps" in value) {
    const permissions = "permissions" in value ? "" : "    permissions: {}\n";
    return HEAD + JOB + permissions + indented(shown.text, 4);
  }
  if (!isStepList(value)) return null;
  return `${HEAD}${JOB}    permissions: {}\n    steps:\n${indented(shown.text, 6)}`;
}

function isStepList(value: unknown): boolean {
  return Array.isArray(value) && value.every((step) => isMapping(step) && ("uses" in step || "run" in step));
}

function indented(text: string, spaces: number): string {
  return text.replace(/^(?=.)/gm, " ".repeat(spaces));
}
