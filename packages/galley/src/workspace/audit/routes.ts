import { z } from 'zod'
import { defineRoute } from '../../platform/http/index.ts'
import { exportAudit, ExportAuditInput } from './export-audit.ts'
import { AuditPage, listAudit, ListAuditInput } from './list-audit.ts'
import { AuditVerification, verifyAudit, VerifyAuditInput } from './verify-audit.ts'

const tag = 'audit'
const permission = 'audit.read'

export const auditRoutes = [
  defineRoute({
    method: 'GET',
    path: '/audit',
    tag,
    name: 'list',
    summary: 'Lists who wrote what, newest first.',
    permission,
    input: ListAuditInput,
    output: AuditPage,
    handle: ({ ctx, input }) => listAudit({ ctx, input }),
  }),
  defineRoute({
    method: 'GET',
    path: '/audit/export',
    tag,
    name: 'export',
    summary: 'Exports the audit log as JSON lines or CSV, oldest first.',
    permission,
    input: ExportAuditInput,
    output: z.unknown(),
    produces: ['application/x-ndjson', 'text/csv'],
    async handle({ ctx, input }) {
      const file = await exportAudit({ ctx, input })
      return new Response(file.body, {
        headers: {
          'content-type': file.mediaType,
          'content-disposition': `attachment; filename="${file.fileName}"`,
        },
      })
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/audit/verification',
    tag,
    name: 'verify',
    summary: 'Verifies that nothing in the audit log was changed, taken out or put in afterwards.',
    permission,
    input: VerifyAuditInput,
    output: AuditVerification,
    handle: ({ ctx, input }) => verifyAudit({ ctx, input }),
  }),
]
