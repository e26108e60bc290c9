import { expect, test } from "vitest";
import { checkAlias, checkModelName } from "./names.ts";

test.each(["staging", "canary", "Production", "eu-west_1", "v", "v1a", "latest-1", "1", "__proto__", "a".repeat(255)])(
  "a stage that MLflow takes for an alias is one: %s",
  (alias) => {
    expect(() => checkAlias(alias)).not.toThrow();
  },
);

test.each(["latest", "LATEST", "v1", "V20", "", "a b", "a.b", "a/b", "a\n", "é", "a".repeat(256)])(
  "a stage that MLflow keeps for itself or does not take is refused: %j",
  (alias) => {
    expect(() => checkAlias(alias)).toThrow(`cannot be an alias in MLflow`);
  },
);

// Each was given to MLflow 3.17's server, which took it and gave it back as it was.
test.each(["ranker", "it's", "q\\", " lead", "a b ", "é😀", "__proto__", "x' OR name != 'y", "%", "😀".repeat(256)])(
  "a name that MLflow takes for a model is one: %s",
  (name) => {
    expect(() => checkModelName(name)).not.toThrow();
  },
);

test.each(["", "  ", ".", "..", "..a", "a/b", "a:b", "a\nb", "a\u0000", "\ud800", "😀".repeat(257)])(
  "a name that MLflow does not take, or not every database of it, is refused: %j",
  (name) => {
    expect(() => checkModelName(name)).toThrow("cannot be a registered model in MLflow");
  },
);
