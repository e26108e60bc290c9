import type { GoodRun } from "../good-run.ts";

const INIT = ["init", "--flavour", "generic", "--model", "ranker", "--owner", "@ann"];

export const init: GoodRun = {
  verb: "init",
  name: "init",
  args: INIT.slice(1),
  prepare: (space) => space.write("README.md", "# Ranker\n"),
  reads: [],
};

export const doctor: GoodRun = {
  verb: "doctor",
  name: "doctor",
  args: [],
  async prepare(space) {
    await space.write("README.md", "# Ranker\n");
    await space.airworthy(INIT);
  },
  reads: ["airworthy.yml"],
  harmless: [
    {
      fault: /^airworthy\.yml: nothing at all$/,
      because: "a repository that needs no settings has none; a note says so",
    },
    {
      fault: /^airworthy\.yml: half of it$/,
      because: "the cut is in a comment: what stands before is whole, and nothing tells that there was more",
    },
  ],
};
