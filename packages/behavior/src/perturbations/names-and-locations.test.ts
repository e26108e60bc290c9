import { expect, test } from "vitest";
import { shippedLexicon } from "../cases/shipped-lexicons.ts";
import { changeText } from "./change-text.ts";
import { locations } from "./locations.ts";
import { names } from "./names.ts";

function between(texts: readonly string[], before: string, after: string): string[] {
  return texts.map((text) => {
    expect(text.startsWith(before) && text.endsWith(after)).toBe(true);
    return text.slice(before.length, text.length - after.length);
  });
}

test("a given name is put from the list of the same sex, ten of them, wherever the name stands", async () => {
  const women = await shippedLexicon("female_name");
  const texts = changeText(await names({ by: "names" }), "Priya was kind.");
  const put = between(texts, "", " was kind.");
  expect(new Set(put).size).toBe(10);
  for (const name of put) expect(women.filter((woman) => woman !== "Priya")).toContain(name);
  const [twice = ""] = changeText(await names({ by: "names", take: 1 }), "Diego saw Diego's car, not Diegos.");
  expect(twice).toMatch(/^(\p{L}+) saw \1's car, not Diegos\.$/u);
  expect(await shippedLexicon("male_name")).toContain(twice.split(" ")[0]);
});

test("of a full name both are put, or the first, or the last, as asked for", async () => {
  const [men, families] = [await shippedLexicon("male_name"), await shippedLexicon("last_name")];
  const text = "I met Kofi Mensah and Kofi Jones.";
  const all = changeText(await names({ by: "names", take: 40 }), text);
  for (const changed of all)
    expect(changed).toMatch(/^I met (Kofi|\p{L}+) Mensah and (Kofi Jones|[\p{L}]+ [\p{L}']+)\.$/u);
  const last = between(
    changeText(await names({ by: "names", change: "last" }), text),
    "I met Kofi Mensah and Kofi ",
    ".",
  );
  for (const name of last) expect(families.filter((family) => family !== "Jones")).toContain(name);
  expect(last).toHaveLength(10);
  const first = changeText(await names({ by: "names", change: "first", take: 1 }), "Kofi Jones");
  expect(first[0]).toMatch(/ Jones$/);
  expect(men).toContain(first[0]?.split(" ")[0]);
});

test("of a long text with thousands of names no more texts are made than are drawn", async () => {
  const [women, families] = [await shippedLexicon("female_name"), await shippedLexicon("last_name")];
  const text = women.flatMap((name) => families.map((family) => `${name} ${family}.`)).join(" ");
  expect(text.length).toBeGreaterThan(250_000);
  const changed = changeText(await names({ by: "names" }), text);
  expect(new Set(changed).size).toBe(10);
  expect(changed).not.toContain(text);
});

test("without a listed name in capitals there is nothing to put", async () => {
  for (const text of ["will hope mark may", "priya", "Qwerty Uiop", "", "Jones alone"]) {
    expect(changeText(await names({ by: "names" }), text)).toEqual([]);
  }
  expect(changeText(await names({ by: "names", change: "last" }), "Priya")).toEqual([]);
});

test("a city is put for a city, a country for a country", async () => {
  const [cities, countries] = [await shippedLexicon("city"), await shippedLexicon("country")];
  const text = "From New York to Kenya.";
  const changed = changeText(await locations({ by: "locations", take: 100 }), text);
  for (const one of changed) {
    const [, from = "", to = ""] = /^From (.*) to (.*)\.$/.exec(one) ?? [];
    expect(from === "New York" ? countries : cities).toContain(from === "New York" ? to : from);
    expect(one).not.toBe(text);
  }
  expect(changed).toHaveLength(100);
  expect(changeText(await locations({ by: "locations", of: "city" }), "In Kenya")).toEqual([]);
  expect(changeText(await locations({ by: "locations" }), "rome, Yorkers")).toEqual([]);
});
