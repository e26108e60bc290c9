import type { Random } from "@airworthy/stats";
import * as v from "valibot";
import { oneOrMore } from "../cases/text-schema.ts";
import { draw } from "./draw.ts";
import { CHECKLIST_TAKE, type OnText, takeSchema, textEntries } from "./perturbation.ts";

const KINDS = ["url", "handle"] as const;
const PLACES = ["start", "end"] as const;

export const urlsAndHandlesSchema = v.strictObject({
  by: v.pipe(v.literal("urls-and-handles"), v.description("Adds a random URL or handle, as short messages have.")),
  add: v.exactOptional(v.pipe(oneOrMore(v.picklist(KINDS), KINDS.length), v.description("Both without it."))),
  at: v.exactOptional(v.pipe(oneOrMore(v.picklist(PLACES), PLACES.length), v.description("Both without it."))),
  take: v.exactOptional(takeSchema),
  ...textEntries,
});

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const LENGTH = 6;
/** The shortener that messages with URLs have been full of; CheckList's suites use it. */
const URL = "https://t.co/";

/** As CheckList's sentiment suite does: words that say nothing, before or after the text. `take` of them, 10 without it. */
export function urlsAndHandles(spec: v.InferOutput<typeof urlsAndHandlesSchema>): OnText {
  const { add = KINDS, at = PLACES, take = CHECKLIST_TAKE, field } = spec;
  const ways = add.flatMap((kind) => at.map((place) => ({ kind, place })));
  return {
    on: "text",
    field: field ?? null,
    change: (text, random) => {
      // Each way about as often: they take turns, in a drawn order.
      const turns = draw(ways, ways.length, random);
      return Array.from({ length: take }, (_, turn) => {
        const way = turns[turn % turns.length];
        const word = `${way?.kind === "url" ? URL : "@"}${randomLetters(random)}`;
        return way?.place === "start" ? `${word} ${text}` : `${text} ${word}`;
      });
    },
  };
}

function randomLetters(random: Random): string {
  let letters = "";
  for (let count = 0; count < LENGTH; count++) letters += LETTERS.charAt(random.integer(LETTERS.length));
  return letters;
}
