import { defineModule } from '../../platform/module.ts'
import type { Module } from '../../platform/module.ts'
import { archiveDocuments } from './archive-documents.ts'
import { documentDeleted, documentVersioned } from './document.ts'
import { documentFormats } from './format.ts'
import type { DocumentFormat } from './format.ts'
import { retainDocuments } from './retain-documents.ts'
import { documentRoutes } from './routes.ts'
import { documentRoutines } from './routines.ts'

/** The documents module with the formats that this app makes. */
export function createDocumentsModule(formats: readonly DocumentFormat[]): Module {
  return defineModule({
    name: 'documents',
    permissions: {
      'documents.read': { allows: 'Read documents, their versions and exports.', role: 'viewer' },
      'documents.write': { allows: 'Create, edit and restore documents.', role: 'editor' },
    },
    routes: documentRoutes(formats),
    events: [documentVersioned, documentDeleted],
    routines: [documentRoutines],
    contributions: [
      ...formats.map((format) => documentFormats.contribute(format)),
      retainDocuments,
      archiveDocuments,
    ],
  })
}
