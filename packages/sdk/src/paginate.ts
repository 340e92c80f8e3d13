/** A list: awaited it is its first page, iterated it is every item, page by page as needed. */
export interface Paginated<PageType, Item> extends PromiseLike<PageType>, AsyncIterable<Item> {
  /** Page by page, for those who show pages. */
  pages(): AsyncIterable<PageType>
}

interface AnyPage {
  items: unknown[]
  next_cursor: string | null
}

/** @param read fetches the page at a cursor, the first one at undefined. */
export function paginate<PageType, Item>(
  read: (cursor: string | undefined) => Promise<PageType>,
): Paginated<PageType, Item> {
  async function* pages(): AsyncGenerator<PageType> {
    let cursor: string | undefined
    do {
      const page = await read(cursor)
      yield page
      cursor = (page as AnyPage).next_cursor ?? undefined
    } while (cursor !== undefined)
  }
  return {
    pages,
    async *[Symbol.asyncIterator]() {
      for await (const page of pages()) yield* (page as AnyPage).items as Item[]
    },
    // A list is what it is awaited for; the request is sent only when somebody asks.
    // oxlint-disable-next-line unicorn/no-thenable
    then: (onFulfilled, onRejected) => read(undefined).then(onFulfilled, onRejected),
  }
}
