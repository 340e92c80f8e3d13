import type { Context, Services } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { newId } from '../../platform/id.ts'
import { createTokenHash } from '../identity/index.ts'
import { browserName, knownAddress } from './call-auth.ts'
import { accountEvents } from './tables.ts'

const accountEventKinds = [
  'account.created',
  'account.linked',
  'sign_in.succeeded',
  'sign_in.failed',
  'sign_out',
  'second_factor.failed',
  'recovery_code.used',
  'email.verified',
  'email.change_requested',
  'email.changed',
  'password.reset_requested',
  'password.reset',
  'password.changed',
  'two_factor.enabled',
  'two_factor.disabled',
  'recovery_codes.renewed',
  'passkey.added',
  'passkey.removed',
  'session.ended',
  'preferences.changed',
  'export.created',
  'export.deleted',
  'export.downloaded',
] as const
export type AccountEventKind = (typeof accountEventKinds)[number]

export interface AccountEvent {
  /** Null when the address that was tried has no account. */
  userId: string | null
  /** The address that was tried; stored as a keyed hash. */
  email?: string
  kind: AccountEventKind
  /** `password`, `passkey`, `github`, `sso:…`. */
  method?: string
  clientAddress?: string | null
  userAgent?: string | null
  details?: Record<string, unknown>
}

/**
 * Writes down what happened to an account, for its owner's security log.
 *
 * @example
 * await recordAccountEvent({ services, tx, input: { userId, kind: 'password.changed', ...cameFrom(ctx, headers) } })
 */
export async function recordAccountEvent({
  services,
  tx,
  input: { email, ...event },
}: {
  services: Services
  tx?: Transaction
  input: AccountEvent
}): Promise<void> {
  const hash =
    email === undefined ? null : await createTokenHash(services.secrets, 'account_events')
  const row = { id: newId('aev'), emailHash: hash && email ? hash(email) : null, ...event }
  if (tx) await tx.insert(accountEvents).values(row)
  else await services.db.systemTransaction((own) => own.insert(accountEvents).values(row))
}

/** The part of an event that says where the request came from. */
export const cameFrom = (ctx: Pick<Context, 'clientAddress'>, headers: Headers) => ({
  clientAddress: knownAddress(ctx.clientAddress),
  userAgent: browserName(headers),
})
