import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { UseMutationResult } from '@tanstack/react-query'
import { call } from './call.ts'
import type { Input, Operation, Output } from './call.ts'

/** The first word of an operation's path: what the events of the server name it by. */
export const topicOf = (operation: Operation): string => operation.split('/')[1]!

export const queryKey = <Name extends Operation>(operation: Name, input: Input<Name>) =>
  [topicOf(operation), operation, input] as const

/**
 * An operation as a query. The key begins with the topic, so that an event of the server makes all
 * that it may concern stale.
 *
 * @example
 * const { data } = useSuspenseQuery(query('GET /documents/{document_id}', { document_id: id }))
 */
export const query = <Name extends Operation>(operation: Name, input: Input<Name>) =>
  queryOptions({
    queryKey: queryKey(operation, input),
    queryFn: ({ signal }) => call(operation, input, { signal }),
  })

interface PageOf {
  items: readonly unknown[]
  next_cursor: string | null
}

/** Operations that answer a page. */
export type ListOperation = {
  [Name in Operation]: Output<Name> extends PageOf ? Name : never
}[Operation]

/**
 * A list as an endless query: pages are fetched as they are asked for.
 *
 * @example
 * const list = useInfiniteQuery(listQuery('GET /documents', { limit: 50 }))
 * const documents = itemsOf(list.data)
 */
export const listQuery = <Name extends ListOperation>(operation: Name, input: Input<Name>) => ({
  queryKey: [topicOf(operation), operation, input, 'pages'] as const,
  queryFn: ({ signal, pageParam }: { signal: AbortSignal; pageParam: string | null }) =>
    call(operation, { ...input, ...(pageParam && { cursor: pageParam }) }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page: Output<Name>) => (page as PageOf).next_cursor,
})

/** All items of the pages that are there. */
export function itemsOf<Item>(
  data: { pages: readonly { items: readonly Item[] }[] } | undefined,
): Item[] {
  return data?.pages.flatMap((page) => page.items) ?? []
}

/**
 * An operation that changes something; what it may have changed is read anew before it counts as
 * done.
 *
 * @example
 * const remove = useAction('DELETE /sources/{source_id}', ['sources'])
 * remove.mutate({ source_id: id })
 */
export function useAction<Name extends Operation>(
  operation: Name,
  stale: readonly string[] = [topicOf(operation)],
): UseMutationResult<Output<Name>, Error, Input<Name>> {
  const client = useQueryClient()
  return useMutation<Output<Name>, Error, Input<Name>>({
    mutationFn: (input) => call(operation, input),
    onSuccess: async () => {
      await Promise.all(stale.map((topic) => client.invalidateQueries({ queryKey: [topic] })))
    },
  })
}
