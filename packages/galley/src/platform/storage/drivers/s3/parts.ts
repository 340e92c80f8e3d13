const SMALLEST_PART = 8 * 1024 * 1024
const MOST_PARTS = 10_000

/** Bytes per part: 8 MB, more only when the body would need more parts than S3 allows. */
export function partSizeFor(contentLength = 0): number {
  return Math.max(SMALLEST_PART, Math.ceil(contentLength / MOST_PARTS))
}

/** Cuts chunks into parts of exactly `size` bytes, the last one shorter; none for an empty body. */
export async function* cutIntoParts(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array, void> {
  let part = new Uint8Array(size)
  let filled = 0
  for await (const chunk of chunks) {
    for (let taken = 0; taken < chunk.length;) {
      const piece = chunk.subarray(taken, taken + size - filled)
      part.set(piece, filled)
      taken += piece.length
      filled += piece.length
      if (filled < size) continue
      yield part
      part = new Uint8Array(size)
      filled = 0
    }
  }
  if (filled > 0) yield part.subarray(0, filled)
}
