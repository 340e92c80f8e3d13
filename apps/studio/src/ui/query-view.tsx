import type { ReactNode } from 'react'
import { ErrorPanel } from './error-panel.tsx'

interface ViewedQuery<Data> {
  data: Data | undefined
  error: unknown
  isPending: boolean
  refetch: () => unknown
}

export interface QueryViewProps<Data> {
  query: ViewedQuery<Data>
  /** In the size of what comes. */
  skeleton: ReactNode
  children: (data: Data) => ReactNode
}

/**
 * What a query found; its skeleton before, its error instead. What was found once stays in sight
 * while it is read anew, even when that fails.
 *
 * @example
 * <QueryView query={useQuery(query('GET /projects', {}))} skeleton={<SkeletonRows />}>
 *   {({ items }) => <ProjectList projects={items} />}
 * </QueryView>
 */
export function QueryView<Data>({ query, skeleton, children }: QueryViewProps<Data>) {
  if (query.data !== undefined) return children(query.data)
  if (query.isPending) return skeleton
  return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
}
