/**
 * Runs `work` over the items, at most `limit` at a time, taking an item only when there is room for
 * it. After a failure no further item is taken; rejects with the first failure once all work that
 * had begun has ended. `onFailure` may hurry that along.
 */
export async function inParallel<T>(
  items: Iterable<T> | AsyncIterable<T>,
  limit: number,
  work: (item: T) => Promise<void>,
  onFailure: () => void = () => {},
): Promise<void> {
  const source = (async function* () {
    yield* items
  })()
  const failures: unknown[] = []
  const worker = async () => {
    try {
      while (failures.length === 0) {
        const { done, value } = await source.next()
        if (done) return
        await work(value)
      }
    } catch (error) {
      failures.push(error)
      onFailure()
    }
  }
  await Promise.all(Array.from({ length: limit }, worker))
  await source.return(undefined)
  if (failures.length > 0) throw failures[0]
}
