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
/** Of the next member, and of all that follow. */
const PAX = "x";
const GLOBAL_PAX = "g";
const HAS_DATA = new Set([...FILE, LONG_NAME, LONG_LINK, PAX, GLOBAL_PAX]);

const MAX_MEMBERS = 200_000;
/** Longest path that any system takes, with room to spare. */
const LONG_NAME_BYTES = 64 * 1024;
/** A length, a blank and a key: "SCHILY.xattr.security.selinux" is one of the longer ones. */
const PAX_KEY_BYTES = 512;
const LINE_FEED = 0x0a;

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
  if (member.flag !== PAX && member.flag !== GLOBAL_PAX) return null;
  const records = paxRecords(await bytesOf(item, member));
  const [name, link] = [records.get("path"), records.get("linkpath")];
  const moves = [...records.keys()].find((key) => key === "size" || key.startsWith("GNU.sparse."));
  if (moves !== undefined) throw new ScanProblem("could-not-be-scanned", `Has ${moves} in PAX records`);
  if (member.flag === GLOBAL_PAX && (name ?? link) !== undefined) {
    throw new ScanProblem("could-not-be-scanned", "Has one name for all members in PAX records");
  }
  return { ...(name === undefined ? {} : { name }), ...(link === undefined ? {} : { link }) };
}

function readMember(block: Uint8Array, position: number, total: number): Member {
  const size = octal(block, 124, 12);
  if (!isTarHeader(block) || size === null) {
    throw new ScanProblem("malformed-archive", `No member's header stands at byte ${position}`);
  }
  const flag = String.fromCharCode(block[156] ?? 0);
  const prefix = tarText(block, 345, 155);
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
    if (flag !== "5") scan.log.add("could-not-be-scanned", path, "The member is of an unusual type");
    return;
  }
  const source = sliceSource(item.source, member.start, member.size);
  await scan.scanItem({ path, name, source, depth: item.depth + 1, isRaw: false }, scan);
}

async function textOf(item: Item, member: Member): Promise<string> {
  return (await bytesOf(item, member)).toString("utf8").replace(/\0.*$/s, "");
}

async function bytesOf(item: Item, member: Member): Promise<Buffer> {
  if (member.size > LONG_NAME_BYTES) throw new ScanProblem("could-not-be-scanned", "Has a name that is too long");
  return Buffer.from(await item.source.read(member.start, member.size));
}

/** PAX records: each its length in bytes with itself and the line feed at its end, a blank, the key, "=" and the value. */
function paxRecords(bytes: Buffer): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < bytes.length && bytes[at] !== 0; ) {
    const match = /^(\d{1,6}) ([^=\n]+)=/.exec(bytes.toString("utf8", at, at + PAX_KEY_BYTES));
    const [intro = "", length = "", key = ""] = match ?? [];
    const end = at + Number(length);
    if (match === null || end > bytes.length || bytes[end - 1] !== LINE_FEED) {
      throw new ScanProblem("could-not-be-scanned", "Has PAX records that are not whole");
    }
    records.set(key, bytes.toString("utf8", at + Buffer.byteLength(intro), end - 1));
    at = end;
  }
  return records;
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
