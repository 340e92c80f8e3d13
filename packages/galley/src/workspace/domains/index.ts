import { defineModule } from '../../platform/module.ts'
import {
  domainCreated,
  domainDeleted,
  domainRecordMissing,
  domainUnverified,
  domainUpdated,
  domainVerified,
} from './domain.ts'
import { recheckDomains } from './recheck-domains.ts'
import { domainRoutes } from './routes.ts'

export { readDomainName } from './domain-name.ts'
export { findVerifiedDomain } from './find-verified-domain.ts'
export { isVerifiedDomain } from './is-verified-domain.ts'

export const domainsModule = defineModule({
  name: 'domains',
  permissions: {
    'domains.read': { allows: 'See domains and their verification.', role: 'admin' },
    'domains.write': { allows: 'Add, verify and delete domains.', role: 'admin' },
  },
  routes: domainRoutes,
  events: [
    domainCreated,
    domainUpdated,
    domainVerified,
    domainRecordMissing,
    domainUnverified,
    domainDeleted,
  ],
  crons: [{ id: 'domains.recheck', schedule: '37 5 * * *', missed: 'once', run: recheckDomains }],
})
