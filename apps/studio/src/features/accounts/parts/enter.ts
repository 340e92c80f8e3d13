import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { keptInvitation } from './token.ts'

/** Into the studio, as whoever has just signed in: nothing of anybody before is left. */
export function useEnter(): (next: string | undefined) => void {
  const client = useQueryClient()
  const router = useRouter()
  return (next) => {
    client.clear()
    router.history.push(next ?? (keptInvitation() ? '/join' : '/'))
  }
}
