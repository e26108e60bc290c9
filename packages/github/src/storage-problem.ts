/** Longer answers are cut: they are for a message. */
const SHOWN_CHARACTERS = 1_000;
const MESSAGE = /<Message>([^<]*)<\/Message>/;
const ENTITY = /&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi;
const NAMED: ReadonlyMap<string, string> = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);
const LAST_CODE_POINT = 0x10_ff_ff;

/** What Azure's storage answered instead of doing what was asked, in its words: the message of its XML, or all of it. */
export class StorageProblem extends Error {
  readonly status: number;

  constructor(status: number, answer: string) {
    const said = MESSAGE.exec(answer)?.[1];
    const words = said === undefined ? answer : said.replaceAll(ENTITY, decoded);
    super(words.slice(0, SHOWN_CHARACTERS) || `the storage answered ${status}`);
    this.status = status;
  }
}

function decoded(
  entity: string,
  name: string | undefined,
  decimal: string | undefined,
  hex: string | undefined,
): string {
  if (name !== undefined) return NAMED.get(name.toLowerCase()) ?? entity;
  const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
  return code <= LAST_CODE_POINT ? String.fromCodePoint(code) : entity;
}
