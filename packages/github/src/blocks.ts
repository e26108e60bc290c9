/** What comes in pieces of any size, in blocks of one size; the last may be smaller, and there is none of nothing. */
export async function* blocksOf(
  stream: AsyncIterable<Uint8Array>,
  blockBytes: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let pieces: Uint8Array[] = [];
  let held = 0;
  for await (const piece of stream) {
    let rest = piece;
    while (held + rest.byteLength >= blockBytes) {
      const taken = blockBytes - held;
      yield Buffer.concat([...pieces, rest.subarray(0, taken)]);
      rest = rest.subarray(taken);
      pieces = [];
      held = 0;
    }
    if (rest.byteLength > 0) pieces.push(rest);
    held += rest.byteLength;
  }
  if (held > 0) yield Buffer.concat(pieces);
}
