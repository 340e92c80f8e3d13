import { createContext } from '../../platform/context.ts'
import type { Context, Services } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import type { MountOrigin } from '../../platform/http/index.ts'
import { flushingLastWrites } from '../../platform/last-write.ts'
import { lockAndAuthorize } from '../tenancy/index.ts'

/** A directory that has shown whose it is. */
export interface Directory {
  workspaceId: string
  tokenId: string
}

/** The context of what a directory does: in the audit log it is its token. */
export const scimContext = (
  services: Services,
  { workspaceId, tokenId }: Directory,
  { address, requestId }: MountOrigin,
): Context =>
  createContext(services, {
    workspaceId,
    actor: { kind: 'system', id: tokenId },
    permissions: new Set(['scim.write']),
    clientAddress: address,
    requestId,
    signal: new AbortController().signal,
  })

/**
 * A transaction that reaches people too, who are in no workspace; everything else in it is asked for
 * by workspace. What is numbered is written last, as `withTransaction` does.
 */
export const withPeople = <T>(ctx: Context, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  ctx.db.systemTransaction((tx) => flushingLastWrites(tx, ctx.workspaceId, () => work(tx)))

/**
 * The lock that all of a workspace's members are written under, and so all that its directory
 * writes: what is looked up behind it stays true. Behind the lock on a person, never before it.
 */
export async function lockDirectory(tx: Transaction, ctx: Context): Promise<void> {
  await lockAndAuthorize(tx, ctx, 'scim.write')
}
