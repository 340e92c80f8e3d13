import { z } from 'zod'
import { defineRoute, Page } from '../../platform/http/index.ts'
import { createDomain, CreateDomainInput } from './create-domain.ts'
import { deleteDomain, DeleteDomainInput } from './delete-domain.ts'
import { Domain } from './domain.ts'
import { listDomains, ListDomainsInput } from './list-domains.ts'
import { updateDomain, UpdateDomainInput } from './update-domain.ts'
import { verifyDomain, VerifyDomainInput } from './verify-domain.ts'

const tag = 'domains'

export const domainRoutes = [
  defineRoute({
    method: 'POST',
    path: '/domains',
    tag,
    name: 'create',
    summary: 'Says that a domain is yours; the answer has the TXT record that shows it.',
    permission: 'domains.write',
    input: CreateDomainInput,
    output: Domain,
    status: 201,
    example: { name: 'example.org', purposes: ['email'] },
    handle: ({ ctx, input }) => createDomain({ ctx, input }),
  }),
  defineRoute({
    method: 'GET',
    path: '/domains',
    tag,
    name: 'list',
    summary: 'Lists domains, newest first.',
    permission: 'domains.read',
    input: ListDomainsInput,
    output: Page(Domain),
    handle: ({ ctx, input }) => listDomains({ ctx, input }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/domains/{domain_id}',
    tag,
    name: 'update',
    summary: 'Changes what a domain is for.',
    permission: 'domains.write',
    input: UpdateDomainInput,
    output: Domain,
    handle: ({ ctx, input }) => updateDomain({ ctx, input }),
  }),
  defineRoute({
    method: 'POST',
    path: '/domains/{domain_id}/verify',
    tag,
    name: 'verify',
    summary: 'Asks DNS now whether the TXT record of a domain is there.',
    permission: 'domains.write',
    input: VerifyDomainInput,
    output: Domain,
    handle: ({ ctx, input }) => verifyDomain({ ctx, input }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/domains/{domain_id}',
    tag,
    name: 'delete',
    summary: 'Gives a domain up; what rests on it ends.',
    permission: 'domains.write',
    input: DeleteDomainInput,
    output: z.void(),
    status: 204,
    handle: ({ ctx, input }) => deleteDomain({ ctx, input }),
  }),
]
