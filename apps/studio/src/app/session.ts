import { useSuspenseQuery } from '@tanstack/react-query'
import { query } from '../api/queries.ts'
import type { Output } from '../api/call.ts'

export type Session = Output<'GET /whoami'>

/** Who is here, in which workspace, and what they may. Read before the first screen. */
export const sessionQuery = {
  ...query('GET /whoami', {}),
  staleTime: 60_000,
}

let isPageNew = true

/**
 * Whether the server said with the page that nobody is signed in: then there is nobody to ask for.
 * It counts for the address that the page was opened at, and for no way on from there.
 */
export function isOpenedSignedOut(): boolean {
  const [page] = isPageNew ? performance.getEntriesByType('navigation') : []
  isPageNew = false
  const timing = (page as PerformanceNavigationTiming | undefined)?.serverTiming ?? []
  return timing.some(({ name }) => name === 'signed-out')
}

export const useSession = (): Session => useSuspenseQuery(sessionQuery).data

/**
 * Whether the person may do something in this workspace. The server asks again; this only decides
 * what is offered.
 *
 * @example
 * const mayWrite = useMay('documents.write')
 */
export function useMay(permission: string): boolean {
  return may(useSession(), permission)
}

export const may = ({ permissions }: Pick<Session, 'permissions'>, permission: string): boolean =>
  permissions.includes('*') || permissions.includes(permission)
