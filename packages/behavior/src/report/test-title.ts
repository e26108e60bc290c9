import type { BehaviorFinding } from "../evidence/finding-schema.ts";

/** How a reader is told which test it is: by its title, and where that is empty by its id. */
export function testTitle({ title, test }: Pick<BehaviorFinding, "title" | "test">): string {
  return title === "" ? test : title;
}
