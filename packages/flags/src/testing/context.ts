/** Rules by kind, each with a variant's name after "=", "null" where the rule chooses nothing, or an error code. */
export type FlagdAnswers = Readonly<Record<string, readonly (readonly [rule: unknown, answer: string])[]>>;

/** Of the flag "flag". */
export const CONTEXT = {
  targetingKey: "user1",
  country: "DE",
  age: 42,
  score: "17",
  email: "jo@example.com",
  nothing: null,
  empty: [],
  list: ["a", "b"],
  nums: [1, 2, 3],
  objs: [
    { id: 1, ok: true, tags: ["x"] },
    { id: 2, ok: false, tags: [] },
  ],
  user: { name: "jo", "a b": 1 },
  id: 9,
  yes: true,
};
