import { crc32, deflateRawSync } from "node:zlib";

/** A member, and what is to be wrong with it. */
export interface ZipMember {
  readonly name: string;
  readonly content: Uint8Array;
  readonly isDeflated?: boolean;
  readonly crc?: number;
  readonly flags?: number;
  readonly localName?: string;
  /** As the directory states it. */
  readonly size?: number;
}

/** A ZIP archive by APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16. */
export function zipBytes(members: readonly ZipMember[], comment = ""): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const packed = member.isDeflated ? deflateRawSync(member.content) : Buffer.from(member.content);
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(member.crc ?? crc32(member.content), 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(member.size ?? member.content.length, 8);
    const method = member.isDeflated ? 8 : 0;
    const local = header(0x04034b50, [20, member.flags ?? 0, method, 0, 0], sizes, member.localName ?? member.name, []);
    const central = header(0x02014b50, [20, 20, member.flags ?? 0, method, 0, 0], sizes, member.name, [0, 0, 0, 0, 0]);
    central.writeUInt32LE(offset, 42);
    locals.push(local, packed);
    directory.push(central);
    offset += local.length + packed.length;
  }
  const size = directory.reduce((sum, record) => sum + record.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...locals, ...directory, end, Buffer.from(comment)]);
}

function header(
  signature: number,
  before: readonly number[],
  sizes: Buffer,
  name: string,
  behind: readonly number[],
): Buffer {
  const fixed = Buffer.alloc(4 + before.length * 2 + 12 + 4 + behind.length * 2 + (behind.length > 0 ? 4 : 0));
  fixed.writeUInt32LE(signature, 0);
  for (const [index, value] of before.entries()) fixed.writeUInt16LE(value, 4 + index * 2);
  const at = 4 + before.length * 2;
  sizes.copy(fixed, at);
  fixed.writeUInt16LE(Buffer.byteLength(name), at + 12);
  return Buffer.concat([fixed, Buffer.from(name)]);
}
