import { isRight, type ModelName } from "./versions.ts";
import type { Visit } from "./visits.ts";
import type { World } from "./worlds.ts";

/** A row of the events' file, and when it belongs into it. */
export interface Row {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly line: string;
}

/** Who gets a right answer calls it helpful nine times of ten, who gets a wrong one once in five times. Made up. */
const HELPFUL = { right: 0.9, wrong: 0.2 } as const;
/** How many say whether an answer helped. */
const TELLING = 0.7;
const SECONDS_TO_TELL = 5;
const SECONDS_TO_REPORT = 20;
/** What an answer costs, in micro-dollars a character: made up, and the same for all models. */
const COST_A_CHARACTER = 2;
/** Milliseconds: made up, exponential above the least. */
const LEAST_MILLISECONDS = 8;
const USUAL_MILLISECONDS = 12;

/** What becomes of a visit whose text a model answered: an answer always, and what people say of it. */
export function outcomesOf({ at, person, written, draws }: Visit, model: ModelName, world: World): readonly Row[] {
  const row = (seconds: number, fields: object): Row => {
    const time = at + seconds * 1_000;
    return {
      at: time,
      line: `${JSON.stringify({ timestamp: new Date(time).toISOString(), user: person.id, ...fields })}\n`,
    };
  };
  const milliseconds = Math.round(LEAST_MILLISECONDS - USUAL_MILLISECONDS * Math.log1p(-draws.pace));
  const rows = [row(0, { event: "answer", milliseconds, cost: COST_A_CHARACTER * written.text.length })];
  if (draws.telling < TELLING) {
    const chance = isRight(model, written) ? HELPFUL.right : HELPFUL.wrong;
    rows.push(row(SECONDS_TO_TELL, { event: "feedback", helpful: draws.liking < chance ? 1 : 0 }));
  }
  if (draws.report < world.reported[model]) rows.push(row(SECONDS_TO_REPORT, { event: "report", kind: "toxic" }));
  return rows;
}
