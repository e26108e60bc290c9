import { canonicalJson, UserError } from "@airworthy/evidence";
import type { Case } from "./case.ts";
import { textId } from "./case-id.ts";
import { createIdSet } from "./id-set.ts";

/**
 * Tells of each case whether it is there for the first time. With `labelled` it throws a UserError for one of which something
 * else was expected before: which of the two counts would hang on the order of templates and words.
 */
export function firstTimes(labelled: boolean): (item: Case) => boolean {
  const ids = createIdSet();
  const meanings = createIdSet();
  return ({ id, inputs, expected }) => {
    const isFirst = ids.add(id);
    if (!labelled || !meanings.add(textId(id + canonicalJson(expected))) || isFirst) return isFirst;
    throw new UserError(`different things are expected of the text ${JSON.stringify(inputs[0])}`, {
      remedy: "See which words stand in two lexicons, and which templates make the same text.",
    });
  };
}
