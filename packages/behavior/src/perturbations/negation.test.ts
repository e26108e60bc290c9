import { expect, test } from "vitest";
import { addNegation } from "./add-negation.ts";
import { changeText } from "./change-text.ts";
import { negation } from "./negation.ts";
import { removeNegation } from "./remove-negation.ts";

test.each([
  ["The film is good.", "The film is not good."],
  ["It's good, and we were happy.", "It's not good, and we were happy."],
  ["You can go there.", "You cannot go there."],
  ["They would come.", "They would not come."],
  ["I like this place.", "I do not like this place."],
  ["I really liked the soup.", "I did not really like the soup."],
  ["She likes it.", "She does not like it."],
  ["We went home", "We did not go home"],
  ["Is it good? It is not bad. It was fine.", "Is it good? It is not bad. It was not fine."],
  ["Great! They’re here.", "Great! They’re not here."],
])("%j is negated", (text, negated) => {
  expect(addNegation(text)).toBe(negated);
});

test.each([
  "Is it good?",
  "Go home.",
  "Is this it.",
  "The dog barks.",
  "Nobody is here.",
  "It isn't good.",
  "",
  "The cook likes it.",
])("%j cannot be negated by rules, and is left alone", (text) => {
  expect(addNegation(text)).toBeNull();
});

test.each([
  ["The film is not good.", "The film is good."],
  ["It isn't good.", "It is good."],
  ["We can't go, and they cannot stay.", "We can go, and they can stay."],
  ["I don't like it.", "I like it."],
  ["She doesn't like it.", "She likes it."],
  ["I did not enjoy it, he didn’t go.", "I enjoyed it, he went."],
  ["I never liked the soup.", "I liked the soup."],
  ["The dog does not bark and did not bark.", "The dog does bark and did bark."],
  ["Do not go there.", "Go there."],
  ["He will not come, he won't stay", "He will come, he will stay"],
])("%j loses its negations", (text, positive) => {
  expect(removeNegation(text)).toBe(positive);
});

test.each([
  "Is it good or not good?",
  "I hope not.",
  "Not bad.",
  "Nobody is here.",
  "It is not only good.",
  "knot ours",
  "",
])("%j has no negation that rules can take away", (text) => {
  expect(removeNegation(text)).toBeNull();
});

test("what is added is what can be taken away", () => {
  for (const text of [
    "The film is good.",
    "You can go there.",
    "I like this place.",
    "She likes it.",
    "We went home.",
  ]) {
    expect(removeNegation(addNegation(text) ?? "")).toBe(text);
  }
});

test("the perturbation is one text or none", () => {
  expect(changeText(negation({ by: "negation", change: "add" }), "It is good.")).toEqual(["It is not good."]);
  expect(changeText(negation({ by: "negation", change: "remove" }), "It is good.")).toEqual([]);
});
