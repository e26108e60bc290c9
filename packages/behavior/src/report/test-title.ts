import type { BehaviorFinding } from "../evidence/finding-schema.ts";
import { severityText } from "../evidence/headline.ts";

type Titled = Pick<BehaviorFinding, "title" | "test" | "severity">;

/** How a reader is told which test it is: by its title, where that is empty by its id, and by its severity. */
export function testTitle(finding: Titled): string {
  const { title, test } = finding;
  return `${title === "" ? test : title}${severityText(finding)}`;
}
