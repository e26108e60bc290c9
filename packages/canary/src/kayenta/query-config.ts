import * as v from "valibot";

const MOST_CHARACTERS = 20_000;
const text = v.nullish(v.pipe(v.string(), v.maxLength(MOST_CHARACTERS)));
const texts = v.nullish(v.pipe(v.array(v.pipe(v.string(), v.maxLength(MOST_CHARACTERS))), v.maxLength(1_000)), []);

/** A metric's query: the fields of Kayenta's Prometheus queries; other kinds have others, which are left alone. */
export const querySchema = v.object({
  type: v.pipe(v.string(), v.nonEmpty("must not be empty"), v.maxLength(100)),
  metricName: text,
  resourceType: text,
  labelBindings: texts,
  groupByFields: texts,
  customFilter: text,
  customInlineTemplate: text,
  customFilterTemplate: text,
});
