import { defineCodes } from '../../platform/error.ts'

export const auditCodes = defineCodes({
  AUDIT_ANCHOR_PRUNED:
    'Entry {anchorSeq} is no longer kept, so nothing can be said of it. Give an anchor from {firstSeq} on; the chain from there is intact.',
})
