import { eq } from 'drizzle-orm'
import { defineModule } from '../../platform/module.ts'
import type { Module } from '../../platform/module.ts'
import { isThere, onboardingItems } from '../../workspace/onboarding/index.ts'
import { archiveDocuments } from './archive-documents.ts'
import { documentDeleted, documentVersioned, documentVersionNamed } from './document.ts'
import { documentFormats } from './format.ts'
import type { DocumentFormat } from './format.ts'
import { retainDocuments } from './retain-documents.ts'
import { documentRoutes } from './routes.ts'
import { documentRoutines } from './routines.ts'
import { documents } from './tables.ts'

/** The documents module with the formats that this app makes. */
export function createDocumentsModule(formats: readonly DocumentFormat[]): Module {
  return defineModule({
    name: 'documents',
    permissions: {
      'documents.read': { allows: 'Read documents, their versions and exports.', role: 'viewer' },
      'documents.write': { allows: 'Create, edit and restore documents.', role: 'editor' },
    },
    routes: documentRoutes(formats),
    events: [documentVersioned, documentVersionNamed, documentDeleted],
    routines: [documentRoutines],
    contributions: [
      ...formats.map((format) => documentFormats.contribute(format)),
      retainDocuments,
      archiveDocuments,
      onboardingItems.contribute({
        id: 'article_written',
        // Also one that was deleted since: the step was taken.
        isDone: (tx, ctx) => isThere(tx, documents, eq(documents.workspaceId, ctx.workspaceId)),
      }),
    ],
  })
}
