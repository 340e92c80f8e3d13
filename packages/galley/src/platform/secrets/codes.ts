import { defineCodes } from '../error.ts'

export const secretCodes = defineCodes({
  SECRET_UNREADABLE:
    'A stored secret cannot be opened: {reason}. If GALLEY_SECRET was changed, name the old one in GALLEY_SECRET_PREVIOUS.',
  SECRET_CONFIGURED:
    'The master key comes from GALLEY_SECRET. Put a new one there and the old one into GALLEY_SECRET_PREVIOUS, restart every process, then run "galley secrets reseal".',
})
