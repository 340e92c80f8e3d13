import { eq } from 'drizzle-orm'
import { getAuth } from './auth.ts'
import { authHeaders, callAuth } from './call-auth.ts'
import type { AccountVerbArgs, WithCookies } from './call-auth.ts'
import { cameFrom, recordAccountEvent } from './record-account-event.ts'
import { sessionTokenOf } from './sessions.ts'
import { sessions } from './tables.ts'

/** Ends the session of this browser. Not having one is no error. */
export async function signOut({ ctx, headers }: AccountVerbArgs<void>): Promise<WithCookies<void>> {
  const token = await sessionTokenOf(ctx, headers)
  if (token !== null) {
    await ctx.db.systemTransaction(async (tx) => {
      const [ended] = await tx.delete(sessions).where(eq(sessions.token, token)).returning()
      if (!ended) return
      const event = { userId: ended.userId, kind: 'sign_out', ...cameFrom(ctx, headers) } as const
      await recordAccountEvent({ services: ctx, tx, input: event })
    })
  }
  const auth = await getAuth(ctx)
  const { cookies } = await callAuth(
    auth.api.signOut({ headers: authHeaders(ctx, headers), returnHeaders: true }),
  )
  return { value: undefined, cookies }
}
