import { defineCodes } from '../../platform/error.ts'

export const domainCodes = defineCodes({
  DOMAINS_NEED_WORKSPACE:
    'Domains are of the whole workspace, and you are narrowed to projects of it. Ask somebody who sees all of it, or use a key without projects.',
  DOMAIN_NAME_INVALID:
    'The domain {domain} {problem}. Give a name of your own such as example.org, without https:// and without a path.',
  DOMAIN_NOT_FOUND:
    'There is no domain {domainId} in this workspace. GET /api/v1/domains lists those there are.',
  DOMAIN_EXISTS:
    'This workspace has {name} already, as {domainId}. Verify it with POST /api/v1/domains/{domainId}/verify, or delete it first.',
  DOMAIN_LIMIT:
    'A workspace has at most {limit} domains. Delete one that is no longer needed with DELETE /api/v1/domains/{id}.',
  DOMAIN_TAKEN:
    'Another workspace has shown that {name} is its own. Delete it there, or delete its TXT record at {recordName}: it is free {days} days after that was noticed.',
  DOMAIN_RECORD_MISSING:
    'There is no TXT record at {recordName}. Set it to {expected} and try again; it can take some minutes until others see it.',
  DOMAIN_RECORD_DIFFERS:
    'The TXT record at {recordName} is {found}, and {expected} is not among it. Add that as a record of its own and try again; it can take some minutes until others see it.',
  DOMAIN_DNS_UNREACHABLE:
    'DNS gave no answer for {recordName} ({reason}). Check the name servers of {name} and try again in a minute.',
  DOMAIN_CHANGED:
    'The domain {domainId} was changed or deleted while DNS was asked. Look at it with GET /api/v1/domains and try again.',
})
