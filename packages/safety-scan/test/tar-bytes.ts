export interface TarMember {
  readonly name: string;
  readonly content: Uint8Array;
  readonly flag?: string;
  readonly link?: string;
}

/** A tar archive in the ustar form of POSIX.1-1988, two empty blocks at its end. */
export function tarBytes(members: readonly TarMember[]): Buffer {
  const blocks = members.flatMap(({ name, content, flag = "0", link = "" }) => {
    const header = Buffer.alloc(512);
    header.write(name, 0, 100);
    header.write("0000644\0", 100);
    header.write(`${content.length.toString(8).padStart(11, "0")}\0`, 124);
    header.write("        ", 148);
    header.write(flag, 156);
    header.write(link, 157, 100);
    header.write("ustar\x0000", 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    return [header, Buffer.from(content), Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}
