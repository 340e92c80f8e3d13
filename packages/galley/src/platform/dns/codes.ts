import { defineCodes } from '../error.ts'

export const dnsCodes = defineCodes({
  DNS_UNREACHABLE:
    'The name server gave no answer for {name} ({reason}). Check that its name servers work, and try again in a minute.',
})
