import { expect, test } from "vitest";
import { listedRemovals, removalsOf, requestedBy } from "./removals.ts";

const LINK = "https://github.com/o/r/issues/";
const issueOf = (body: string, login: string | null = "Eve") => ({
  number: 9,
  url: `${LINK}9`,
  title: "Remove",
  viaApp: null,
  body,
  isBodyCut: false,
  author: login === null ? null : ({ login, type: "User" } as const),
  authorAssociation: "NONE",
  state: "open" as const,
  labels: [],
  createdAt: "2026-01-01T00:00:00Z",
  updatedAt: "2026-01-01T00:00:00Z",
});
const rowOf = (number: number, reviewer: string | null) => ({
  id: String(number).repeat(16),
  source: { kind: "issue" as const, link: `${LINK}${number}` },
  reviewer,
});

test("an issue without addresses asks for all that its author said, one with them for its author's own there", () => {
  const rows = [rowOf(1, "eve"), rowOf(2, "bob"), rowOf(3, "EVE"), rowOf(4, null)];
  expect(removalsOf(requestedBy(issueOf("Please."), false), rows)).toEqual([{ reviewer: "Eve" }]);
  const asked = requestedBy(issueOf(`See ${LINK}1, [this](${LINK}2) and <${LINK}4>.`), false);
  expect(removalsOf(asked, rows)).toEqual([{ row: "1".repeat(16) }]);
});

test("an issue of a deleted account asks for nothing", () => {
  expect(requestedBy(issueOf("Please.", null), false)).toEqual([]);
});

test("an issue of feedback asks for its row, though nothing is left of its text, its label or its author's name", () => {
  const before = [{ ...rowOf(9, "eve-before"), id: "9".repeat(16) }, rowOf(1, "eve")];
  const asked = [
    requestedBy(issueOf(""), true),
    requestedBy(issueOf("### What was the answer?\n\nWrong"), false),
    requestedBy(issueOf("", null), true),
  ];
  for (const requests of asked) {
    expect(removalsOf(requests, before)).toEqual([
      { row: expect.stringMatching(/^[0-9a-f]{16}$/) },
      { row: "9".repeat(16) },
    ]);
  }
});

test("a file asks for rows, logins and pseudonyms, a line each, and says why behind a #", async () => {
  const id = "0123456789abcdef";
  const lines = ["# asked by mail", `feedback/${id} # in March`, id, "", "@eve", `~${id}`];
  const place = { merged: async (path: string) => (path === "removals.txt" ? lines.join("\r\n") : null) };
  const { removals, read } = await listedRemovals("removals.txt", place);
  expect(removals).toEqual([{ row: id }, { row: id }, { reviewer: "eve" }, { reviewer: `~${id}` }]);
  expect(read).toMatchObject([{ name: "removals.txt" }]);
  expect(await listedRemovals(undefined, place)).toEqual({ removals: [], read: [] });
  await expect(listedRemovals("gone.txt", place)).rejects.toThrow("there is no file");
});
