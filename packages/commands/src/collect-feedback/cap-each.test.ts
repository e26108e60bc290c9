import { expect, test } from "vitest";
import { read } from "../../../feedback/fixtures/rows.ts";
import { capEach, MOST_EACH } from "./cap-each.ts";

test("one person's flood is counted as refused, and leaves others and what was refused before as they are", () => {
  const flood = Array.from({ length: MOST_EACH + 2 }, (_, index) =>
    read({ reviewer: index % 2 === 0 ? "Eve" : "eve" }),
  );
  const reads = [...capEach([...flood, read({ reviewer: "ann" }), { refused: "edited", at: "here" }])];
  const refused = reads.flatMap((found) => ("refused" in found ? found.refused : []));
  expect(refused).toEqual(["too-many", "too-many", "edited"]);
  expect(reads).toHaveLength(MOST_EACH + 4);
  expect(reads.at(-2)).toMatchObject({ row: { reviewer: "ann" } });
});
