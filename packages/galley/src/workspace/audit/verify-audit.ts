import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { InvalidError } from '../../platform/error.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { breakReasons, breaksAround, readChain, walkChain } from './chain.ts'
import type { Break } from './chain.ts'
import { auditCodes } from './codes.ts'
import { requireReader } from './require-reader.ts'

export const VerifyAuditInput = z
  .object({
    anchorSeq: z.int().min(1).optional().describe('The number of an entry noted down earlier.'),
    anchorHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'A hash as this log shows it: 64 hexadecimal digits')
      .optional()
      .describe('Its hash at that time: a history that was rewritten as a whole differs from it.'),
  })
  .refine(({ anchorSeq, anchorHash }) => (anchorSeq === undefined) === (anchorHash === undefined), {
    path: ['anchorHash'],
    error: 'An anchor is both: its number and its hash',
  })
export type VerifyAuditInput = z.input<typeof VerifyAuditInput>

export const AuditVerification = z
  .object({
    isIntact: z.boolean(),
    entries: z.int().describe('How many were found in order.'),
    firstSeq: z.int().describe('The oldest entry that is kept.'),
    headSeq: z.int().describe('The last entry. With `head_hash` an anchor for later.'),
    headHash: z.string(),
    firstBrokenSeq: z.int().nullable(),
    reason: z.enum(breakReasons).nullable(),
  })
  .meta({ id: 'AuditVerification' })
export type AuditVerification = z.infer<typeof AuditVerification>

/**
 * Walks the whole chain, and answers where it breaks first. What it cannot see is a history that
 * was rewritten from some entry to the end, head included: for that give it an anchor.
 *
 * @throws InvalidError when the anchor's entry was pruned.
 * @example
 * const { headSeq, headHash } = await verifyAudit({ ctx, input: {} }) // note them down elsewhere
 * await verifyAudit({ ctx, input: { anchorSeq: headSeq, anchorHash: headHash } }) // a month later
 */
export async function verifyAudit({
  ctx,
  input,
}: VerbArgs<VerifyAuditInput>): Promise<AuditVerification> {
  requireReader(ctx)
  const anchor = VerifyAuditInput.parse(input)
  for (;;) {
    const verification = await verifyOnce(ctx, anchor)
    if (verification.isIntact) return verification
    // Pruned while we walked: not broken, but another chain.
    const { firstSeq } = await readChain(ctx)
    if (firstSeq === verification.firstSeq) return verification
  }
}

async function verifyOnce(
  ctx: Context,
  { anchorSeq, anchorHash }: z.output<typeof VerifyAuditInput>,
): Promise<AuditVerification> {
  const chain = await readChain(ctx, anchorSeq)
  const { entries, breaks } = await walkChain(ctx, chain)
  breaks.push(...breaksAround(chain))
  const { firstSeq } = chain
  if (anchorSeq !== undefined && anchorHash !== chain.anchorHash) {
    // Only a beginning that is vouched for explains why it is gone.
    if (anchorSeq < firstSeq - 1 && breaks.length === 0) {
      throw new InvalidError(auditCodes.AUDIT_ANCHOR_PRUNED, { anchorSeq, firstSeq })
    }
    breaks.push({ seq: anchorSeq, reason: 'anchor_mismatch' })
  }
  const first = breaks.sort((one, other) => placeOf(one) - placeOf(other))[0]
  return {
    isIntact: first === undefined,
    entries,
    firstSeq,
    headSeq: chain.seq,
    headHash: chain.hash,
    firstBrokenSeq: first?.seq ?? null,
    reason: first?.reason ?? null,
  }
}

const placeOf = ({ seq }: Break) => seq ?? Number.MAX_SAFE_INTEGER
