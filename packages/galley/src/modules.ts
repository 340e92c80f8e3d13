import { articleFormat, articlesModule } from './formats/articles/index.ts'
import { billingModule } from './flow/billing/index.ts'
import { mediaModule } from './flow/media/index.ts'
import { createDocumentsModule } from './flow/documents/index.ts'
import { promptsModule } from './flow/prompts/index.ts'
import { pipelinesModule } from './flow/pipelines/index.ts'
import { sourcesModule } from './flow/sources/index.ts'
import { platformModule } from './platform/index.ts'
import type { Module } from './platform/module.ts'
import { auditModule } from './workspace/audit/index.ts'
import { brandingModule } from './workspace/branding/index.ts'
import { domainsModule } from './workspace/domains/index.ts'
import { accountsModule } from './workspace/accounts/index.ts'
import { identityModule } from './workspace/identity/index.ts'
import { mailModule } from './workspace/mail/index.ts'
import { onboardingModule } from './workspace/onboarding/index.ts'
import { modelConnectionsModule } from './workspace/model-connections/index.ts'
import { notificationsModule } from './workspace/notifications/index.ts'
import { privacyModule } from './workspace/privacy/index.ts'
import { scimModule } from './workspace/scim/index.ts'
import { ssoModule } from './workspace/sso/index.ts'
import { tenancyModule } from './workspace/tenancy/index.ts'

/** The table of contents, in flow order. */
export const modules: readonly Module[] = [
  platformModule,
  mailModule,
  accountsModule,
  notificationsModule,
  onboardingModule,
  tenancyModule,
  identityModule,
  ssoModule,
  scimModule,
  auditModule,
  domainsModule,
  modelConnectionsModule,
  brandingModule,
  privacyModule,
  sourcesModule,
  createDocumentsModule([articleFormat]),
  mediaModule,
  promptsModule,
  pipelinesModule,
  billingModule,
  articlesModule,
]
