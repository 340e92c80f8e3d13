/**
 * Many writers, one commit: what arrives while a commit is under way goes into the next one. This
 * is most of the engine's speed, because each commit waits for the disk.
 */
export interface GroupCommit<Item, Result> {
  add(item: Item): Promise<Result>
  /** Resolves when everything that was added before is written. */
  settled(): Promise<void>
}

export interface GroupCommitOptions<Item, Result> {
  /** Writes a batch in one transaction; results in the order of the items. */
  write(items: Item[]): Promise<Result[]>
  /** Size of an item in characters; a batch takes no more than `maximumSize` unless one is larger. */
  sizeOf(item: Item): number
  /** True when the same write may succeed later: the database is away, a deadlock. */
  isTransient(error: unknown): boolean
  /** Stops trying. */
  signal: AbortSignal
  maximumItems?: number
  maximumSize?: number
}

interface Entry<Item, Result> {
  item: Item
  resolve(result: Result): void
  reject(error: unknown): void
}

/**
 * Those who were just served come back with their next item within some microtasks: waiting for
 * them makes one full batch out of two half ones that would take turns.
 */
async function letReturn(): Promise<void> {
  for (let turn = 0; turn < 64; turn += 1) await undefined
}

export function createGroupCommit<Item, Result>(
  options: GroupCommitOptions<Item, Result>,
): GroupCommit<Item, Result> {
  const { maximumItems = 500, maximumSize = 4_000_000 } = options
  const queue: Entry<Item, Result>[] = []
  let running: Promise<void> | undefined

  function takeBatch(): Entry<Item, Result>[] {
    let size = 0
    let count = 0
    while (count < queue.length && count < maximumItems) {
      size += options.sizeOf(queue[count]!.item)
      if (count > 0 && size > maximumSize) break
      count += 1
    }
    return queue.splice(0, count)
  }

  async function commit(batch: Entry<Item, Result>[]): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const results = await options.write(batch.map((entry) => entry.item))
        batch.forEach((entry, index) => entry.resolve(results[index]!))
        return
      } catch (error) {
        if (options.signal.aborted || !options.isTransient(error)) {
          return giveUp(batch, error)
        }
        await new Promise((resolve) => setTimeout(resolve, Math.min(1000, 20 * 2 ** attempt)))
      }
    }
  }

  /** One bad item must not take its neighbours along. */
  async function giveUp(batch: Entry<Item, Result>[], error: unknown): Promise<void> {
    if (batch.length === 1 || options.signal.aborted) {
      for (const entry of batch) entry.reject(error)
      return
    }
    for (const entry of batch) await commit([entry])
  }

  async function run(): Promise<void> {
    await Promise.resolve() // so that everything added in this tick goes together
    while (queue.length > 0) {
      await commit(takeBatch())
      await letReturn()
    }
    running = undefined
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        queue.push({ item, resolve, reject })
        running ??= run()
      }),
    settled: async () => void (await running),
  }
}
