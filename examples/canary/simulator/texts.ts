import { type Review, readReviews } from "../../review-sentiment/reviews.ts";

/** What somebody writes, and what it means to the one who wrote it. */
export interface Written {
  readonly text: string;
  readonly label: Review["label"];
}

/** The 3,000 real reviews, English all. */
export const REVIEWS: readonly Review[] = readReviews();

const THINGS = ["phone", "film", "soup", "camera", "battery", "sequel", "salad", "keyboard"];
const PRAISE = ["good", "great", "nice", "beautiful", "fantastic"];
const BLAME = ["bad", "terrible", "boring", "horrible", "useless"];
const LIKED = ["liked", "loved", "enjoyed", "recommended", "admired"];

/**
 * Sentences of simple negation, made up, by the templates on which the behaviour suite of examples/review-sentiment finds
 * sentiment 5.0.2 to fail.
 */
export const NEGATIONS: readonly Written[] = THINGS.flatMap((thing) => [
  ...PRAISE.flatMap((praise) => [
    negative(`This is not a ${praise} ${thing}.`),
    negative(`The ${thing} wasn't ${praise}.`),
  ]),
  ...LIKED.map((liked) => negative(`I never ${liked} the ${thing}.`)),
  ...BLAME.map((blame): Written => ({ text: `The ${thing} was not ${blame}.`, label: "positive" })),
]);

function negative(text: string): Written {
  return { text, label: "negative" };
}
