import { expect, test } from "vitest";
import { parse } from "yaml";
import { isMapping, mappingsIn } from "../../contract/yaml-document.ts";
import { OURS, shippedWorkflows, withoutSelf } from "./release-tree.ts";

test("of a shipped workflow act runs every line as it is, but for where our own actions are found", async () => {
  const workflows = await shippedWorkflows();
  for (const name of ["collect-feedback.yml", "gate-model.yml", "promote-model.yml", "report-model.yml"]) {
    expect([...workflows.keys()]).toContain(name);
  }
  let changes = 0;
  for (const [name, text] of workflows) {
    const before = text.split("\n");
    const after = withoutSelf(text).split("\n");
    expect(after, name).toHaveLength(before.length);
    for (const [index, line] of after.entries()) {
      if (line === before[index]) continue;
      changes++;
      expect(before[index], name).toMatch(/^ +(- )?uses: \$\/actions\/[a-z-]+$/);
      expect(line.replace(`${OURS.repository}/`, "$$/").replace(/@v1$/, ""), name).toBe(before[index]);
    }
    expect(usesIn(withoutSelf(text)).filter((uses) => uses.startsWith("$"))).toEqual([]);
  }
  const selves = [...workflows.values()].flatMap(usesIn).filter((uses) => uses.startsWith("$/"));
  expect(changes).toBe(selves.length);
  expect(changes).toBeGreaterThan(10);
});

function usesIn(text: string): string[] {
  const found = mappingsIn(parse(text)).map((mapping) => (isMapping(mapping) ? mapping["uses"] : undefined));
  return found.filter((uses) => typeof uses === "string");
}
