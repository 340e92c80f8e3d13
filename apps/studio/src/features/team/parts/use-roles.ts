import { useQuery } from '@tanstack/react-query'
import { query } from '../../../api/queries.ts'

/** All roles of the workspace, built in and its own. */
export const useRoles = () => useQuery(query('GET /roles', {})).data?.roles ?? []
