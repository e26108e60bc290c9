import { expect, test } from "vitest";
import { mergeScopes } from "./scope.ts";

test.each([
  [["repository:a/b:pull,push", "repository:a/b:push,pull"], ["repository:a/b:pull,push"]],
  [["repository:a:pull", "repository:a:push"], ["repository:a:pull,push"]],
  [
    ["repository:a:pull", "repository:b:pull"],
    ["repository:a:pull", "repository:b:pull"],
  ],
  [["repository:localhost:5000/a:pull"], ["repository:localhost:5000/a:pull"]],
  [
    ["repository:__proto__:pull", "registry:catalog:*"],
    ["repository:__proto__:pull", "registry:catalog:*"],
  ],
  [["", "garbage", ":pull"], []],
])("%j are %j", (scopes, expected) => {
  expect(mergeScopes(scopes)).toEqual(expected);
});
