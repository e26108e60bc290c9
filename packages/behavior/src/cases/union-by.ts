import * as v from "valibot";

type Option = v.GenericSchema<unknown, unknown>;

/**
 * A union that reports the problems of the option that the value is meant for, where valibot's own says only that no
 * option fits. `pick` gives that option's place, from 0; where there is none at it, the problem is the union's.
 */
export function unionBy<const Options extends readonly Option[]>(
  options: Options,
  pick: (value: unknown) => number,
): v.UnionSchema<Options, undefined> {
  const union = v.union(options);
  return {
    ...union,
    "~run": (dataset, config) => {
      const option: v.GenericSchema<unknown, v.InferOutput<Options[number]>> | undefined = options[pick(dataset.value)];
      return option === undefined ? union["~run"](dataset, config) : option["~run"](dataset, config);
    },
  };
}
