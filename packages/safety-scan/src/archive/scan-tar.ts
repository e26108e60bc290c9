import { escapingLocation } from "@airworthy/model-files";
import type { Item, Scan } from "../item.ts";
import { ScanProblem } from "../scan-problem.ts";
import { sliceSource } from "../sources.ts";
import { isTarHeader, octal, TAR_BLOCK, tarText } from "./tar-header.ts";

/** Kinds of members, by their flag. */
const FILE = new Set(["0", "\0", "", "7"]);
const LINK = new Set(["1", "2"]);
const LONG_NAME = "L";
const LONG_LINK = "K";
const PAX = "x";
const HAS_DATA = new Set(["0", "\0", "", "7", LONG_NAME, LONG_LINK, PAX, "g"]);

const MAX_MEMBERS = 200_000;
/** Longest path that any system takes, with room to spare. */
const LONG_NAME_BYTES = 64 * 1024;

interface Member {
  readonly flag: string;
  readonly name: string;
  readonly link: string;
  readonly start: number;
  readonly size: number;
}

/** Walks a tar archive: every file in it is scanned; names and links that lead out of it are findings. */
export async function scanTar(item: Item, scan: Scan): Promise<void> {
  const { source, path } = item;
  let [position, members] = [0, 0];
  let announced: Announced = {};
  while (position + TAR_BLOCK <= source.size) {
    const block = await source.read(position, TAR_BLOCK);
    if (block.every((byte) => byte === 0)) return checkEnd(item, position, scan);
    const member = readMember(block, position, source.size);
    if (++members > MAX_MEMBERS) throw new ScanProblem("could-not-be-scanned", `Has more than ${MAX_MEMBERS} members`);
    position = member.start + Math.ceil(member.size / TAR_BLOCK) * TAR_BLOCK;
    const next = await announcement(item, member);
    if (next === null) await scanMember({ ...member, ...announced }, item, scan);
    announced = next === null ? {} : { ...announced, ...next };
  }
  if (position !== source.size || members === 0) scan.log.add("malformed-archive", path, "The archive is cut short");
}

/** What a member tells of the one that follows it. */
interface Announced {
  readonly name?: string;
  readonly link?: string;
}

/** Null where the member is one itself. */
async function announcement(item: Item, member: Member): Promise<Announced | null> {
  if (member.flag === LONG_NAME) return { name: await textOf(item, member) };
  if (member.flag === LONG_LINK) return { link: await textOf(item, member) };
  if (member.flag !== PAX) return null;
  const records = await textOf(item, member);
  if (paxRecord(records, "size") !== undefined)
    throw new ScanProblem("could-not-be-scanned", "Has sizes in PAX records");
  const [name, link] = [paxRecord(records, "path"), paxRecord(records, "linkpath")];
  return { ...(name === undefined ? {} : { name }), ...(link === undefined ? {} : { link }) };
}

function readMember(block: Uint8Array, position: number, total: number): Member {
  const size = octal(block, 124, 12);
  if (!isTarHeader(block) || size === null) {
    throw new ScanProblem("malformed-archive", `No member's header stands at byte ${position}`);
  }
  const flag = String.fromCharCode(block[156] ?? 0);
  const isUstar = tarText(block, 257, 5) === "ustar";
  const prefix = isUstar ? tarText(block, 345, 155) : "";
  const name = tarText(block, 0, 100);
  const start = position + TAR_BLOCK;
  const data = HAS_DATA.has(flag) ? size : 0;
  if (start + data > total) throw new ScanProblem("malformed-archive", "The archive is cut short");
  return { flag, name: prefix === "" ? name : `${prefix}/${name}`, link: tarText(block, 157, 100), start, size: data };
}

async function scanMember(member: Member, item: Item, scan: Scan): Promise<void> {
  const { name, flag, link } = member;
  const path = `${item.path}!${name}`;
  if (escapingLocation(name)) scan.log.add("archive-path-escapes", path, "The member's path leads out of the archive");
  if (LINK.has(flag)) {
    if (escapingLocation(link)) scan.log.add("archive-path-escapes", path, "The link leads out of the archive");
    return;
  }
  if (!FILE.has(flag)) {
    const isFolder = flag === "5" || flag === "g";
    if (!isFolder) scan.log.add("could-not-be-scanned", path, "The member is of an unusual type");
    return;
  }
  const source = sliceSource(item.source, member.start, member.size);
  await scan.scanItem({ path, name, source, depth: item.depth + 1, isRaw: false }, scan);
}

async function textOf(item: Item, member: Member): Promise<string> {
  if (member.size > LONG_NAME_BYTES) throw new ScanProblem("could-not-be-scanned", "Has a name that is too long");
  const bytes = Buffer.from(await item.source.read(member.start, member.size));
  return bytes.toString("utf8").replace(/\0+$/, "");
}

/** The value of a PAX record, "LENGTH KEY=VALUE" and a line feed. */
function paxRecord(records: string, key: string): string | undefined {
  const line = records.split("\n").findLast((record) => record.replace(/^\d+ /, "").startsWith(`${key}=`));
  return line?.slice(line.indexOf("=") + 1);
}

/** Behind the end there is padding with zeros, up to a multiple of 10,240 bytes, and nothing else. */
async function checkEnd(item: Item, position: number, scan: Scan): Promise<void> {
  for (let at = position; at < item.source.size; at += CHUNK) {
    const chunk = await item.source.read(at, Math.min(CHUNK, item.source.size - at));
    if (chunk.some((byte) => byte !== 0)) {
      scan.log.add("archive-extra-bytes", item.path, "Bytes stand behind the end of the archive", { offset: at });
      return;
    }
  }
}

const CHUNK = 64 * 1024;
