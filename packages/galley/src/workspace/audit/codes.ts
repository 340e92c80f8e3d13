import { defineCodes } from '../../platform/error.ts'

export const auditCodes = defineCodes({
  AUDIT_ANCHOR_PRUNED:
    'Entry {anchorSeq} is no longer kept, so nothing can be said of it. Give an anchor from {firstSeq} on; the chain from there is intact.',
  AUDIT_NEEDS_WORKSPACE:
    'The audit log is of the whole workspace, and you are narrowed to projects of it. Ask somebody who sees all of it, or use a key without projects.',
})
