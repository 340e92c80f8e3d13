import { z } from 'zod'
import type { JobRecord } from '../../../platform/jobs/contract.ts'
import type { privacyExports } from '../tables.ts'

export type ExportRow = typeof privacyExports.$inferSelect

/** Days that an archive is kept once it is ready. */
export const KEPT_DAYS = 7

export const Export = z
  .object({
    id: z.string(),
    status: z.enum(['running', 'ready', 'failed']),
    progress: z.number().describe('0 to 1.'),
    progressMessage: z.string().nullable().describe('What is under way.'),
    jobId: z.string(),
    createdBy: z.string(),
    createdAt: z.date(),
    readyAt: z.date().nullable(),
    expiresAt: z.date().nullable().describe('From then on it cannot be downloaded any more.'),
    size: z.int().nullable().describe('Bytes of the archive.'),
    sha256: z.string().nullable().describe('Of the archive, hex.'),
    entries: z.int().nullable(),
  })
  .meta({ id: 'PrivacyExport' })
export type Export = z.infer<typeof Export>

export const ExportId = z.object({ exportId: z.string().max(64) })
export type ExportId = z.infer<typeof ExportId>

export function presentExport(row: ExportRow, job: JobRecord | null): Export {
  const { id, jobId, createdBy, createdAt, readyAt, expiresAt, size, sha256, entries } = row
  const status = row.status === 'deleted' ? 'failed' : row.status
  return {
    id,
    status,
    progress: status === 'ready' ? 1 : (job?.progress ?? 0),
    progressMessage: status === 'running' ? (job?.progressMessage ?? null) : null,
    jobId,
    createdBy,
    createdAt,
    readyAt,
    expiresAt,
    size,
    sha256,
    entries,
  }
}
