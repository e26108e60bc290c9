import { expect, test } from "vitest";
import { SAMPLE } from "../test/sample-facts.ts";
import { checkModelCard } from "./check-model-card.ts";
import { renderCard } from "./render-card.ts";

const check = (card: string, sha256 = "a".repeat(64)) => {
  const { verdict, reasonCode } = checkModelCard(card, sha256, "README.md");
  return `${verdict} ${reasonCode}`;
};

test("a card is of the package that it names, whatever its line ends", () => {
  const card = renderCard(SAMPLE, null);
  expect(check(card)).toBe("pass subject-matches");
  expect(check(card.replaceAll("\n", "\r\n"))).toBe("pass subject-matches");
  expect(check(card, "b".repeat(64))).toBe("fail subject-mismatch");
});

test("a card that names none passes nothing, and one that cannot be read fails", () => {
  expect(check(renderCard({ ...SAMPLE, package: null }, null))).toBe("warn no-package-digest");
  expect(check("")).toBe("warn no-package-digest");
  expect(check("---\na: [\n---\n")).toBe("fail malformed-card");
});
