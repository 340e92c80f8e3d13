import type { Context } from '../../../platform/context.ts'
import { defineExtensionPoint } from '../../../platform/extension.ts'

export const retentionKinds = [
  'sources',
  'deletedDocuments',
  'finishedJobs',
  'events',
  'audit',
] as const
export type RetentionKind = (typeof retentionKinds)[number]

/**
 * How one kind of thing ends when its time is over. The module that owns it says so; who it is for
 * was asked before.
 *
 * @example
 * retentionRules.contribute({
 *   kind: 'sources',
 *   count: (ctx, olderThan) => countSources(ctx, olderThan),
 *   remove: (ctx, olderThan) => deleteOldSources(ctx, olderThan),
 * })
 */
export interface RetentionRule {
  kind: RetentionKind
  /** How many would be removed now. */
  count(ctx: Context, olderThan: Date): Promise<number>
  /** Removes one batch, in transactions of its own; answers how many. 0: there is nothing more. */
  remove(ctx: Context, olderThan: Date): Promise<number>
}

export const retentionRules = defineExtensionPoint<RetentionRule>('privacy.retention_rules')
