import assert from 'node:assert/strict'
import { it } from 'node:test'
import { ForbiddenError } from '../../platform/error.ts'
import { newId } from '../../platform/id.ts'
import { contextOf } from './audit.fixture.ts'
import { exportAudit } from './export-audit.ts'
import { listAudit } from './list-audit.ts'
import { verifyAudit } from './verify-audit.ts'

it('the log is closed to who is narrowed to projects, whatever they may do there', async () => {
  const nowhere = {} as Parameters<typeof contextOf>[0]
  const ctx = contextOf(nowhere, { projectIds: [newId('prj')] })
  for (const verb of [listAudit, exportAudit, verifyAudit]) {
    await assert.rejects(
      verb({ ctx, input: {} }),
      (error) => error instanceof ForbiddenError && error.code === 'audit_needs_workspace',
      verb.name,
    )
  }
})
