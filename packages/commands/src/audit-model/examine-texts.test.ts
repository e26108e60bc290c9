import { expect, test } from "vitest";
import { predicateOf, runAudit } from "../../../../test/harness/run-audit.ts";

const GIVEN = { privacy: ["personal-data-rate: max=0.1"], minimum: 1 };
const CARD = "4111 1111 1111 1111";

test.each([
  ["the name of a column", { "train.csv": `${CARD},label\nx,y\n` }],
  ["a key", { "train.jsonl": `${JSON.stringify({ [CARD]: 1 })}\n` }],
  ["a key within", { "train.jsonl": `${JSON.stringify({ people: { [CARD]: 1 } })}\n` }],
])("%s is searched too", async (_, files) => {
  const outcome = await runAudit(files, { ...GIVEN, texts: ["train.*"] });
  expect(predicateOf(outcome, 0).findings[0]).toMatchObject({ verdict: "fail", candidate: { positives: 1 } });
});

test("a file that is called after a person is told by its digest alone", async () => {
  const outcome = await runAudit({ "jane.doe@example.com.txt": "hello" }, { ...GIVEN, texts: ["*.txt"] });
  expect(predicateOf(outcome, 0).inputs).toMatchObject([{ name: "[e-mail].txt" }]);
  expect(JSON.stringify(outcome)).not.toContain("jane");
});

test.each([
  ["no JSON", `{"text": "card ${CARD}" x}`],
  ["a bare text", `card ${CARD}`],
  ["a text in quotes", JSON.stringify(`card ${CARD}`)],
  ["a key twice", `{"${CARD}": 1, "${CARD}": 2}`],
])("of a row that cannot be read, such as %s, the place is told and nothing of it", async (_, row) => {
  const error = await runAudit({ "train.jsonl": `{"text": "a"}\n${row}\n` }, { ...GIVEN, texts: ["*.jsonl"] }).catch(
    (thrown: unknown) => thrown,
  );
  expect(String(error)).toContain("train.jsonl, line 2: ");
  expect(String(error)).not.toMatch(/4111|card 4/);
  expect(error).not.toHaveProperty("cause", expect.anything());
});

test("a file that two patterns match is searched once", async () => {
  const outcome = await runAudit({ "a.txt": "hello" }, { ...GIVEN, texts: ["*.txt", "a.txt"] });
  expect(predicateOf(outcome, 0).findings[0]?.candidate?.n).toBe(1);
});

test("without a salt the same files give the same evidence, and with one the hashes of what was found", async () => {
  const files = { "train.jsonl": `${JSON.stringify({ text: `card ${CARD}` })}\n` };
  const found = async (salt?: string) => {
    const given = salt === undefined ? {} : { salt };
    const { tables } = predicateOf(await runAudit(files, { ...GIVEN, ...given, texts: ["*.jsonl"] }), 0);
    return tables[1]?.rows.map(({ label }) => label);
  };
  expect(await found()).toEqual(["payment-card 1"]);
  expect(await found("sixteen bytes at least")).toEqual([expect.stringMatching(/^payment-card [0-9a-f]{16}$/)]);
});

test("of a table that is not as it should be the columns are told, and no value", async () => {
  const row = { id: "1", member: "jane doe", loss: 1 };
  const audit = (columns: object) => runAudit({ "l.jsonl": `${JSON.stringify(columns)}\n` }, { losses: "l.jsonl" });
  await expect(audit(row)).rejects.toThrow("l.jsonl, line 1: the member is not one of");
  await expect(audit({ ...row, member: true, loss: "jane" })).rejects.toThrow('line 1: "loss" is a text; a finite');
  const predictions = { "c.jsonl": '{"id": "jane" "sex": "F"}\n' };
  const bias = runAudit(predictions, { candidate: "c.jsonl", attributes: ["sex"], positive: "yes" });
  await expect(bias).rejects.toThrow(/^c.jsonl, line 1: not JSON: [^"]* at position 14$/);
  await expect(audit({ id: "1", member: true, los: 1 })).rejects.toThrow('"loss" is missing; did you mean "los"?');
});
