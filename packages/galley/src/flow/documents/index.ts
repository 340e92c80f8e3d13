export { changeDocument } from './change-document.ts'
export { createDocument, CreateDocumentInput } from './create-document.ts'
export { diffVersions } from './diff-versions.ts'
export {
  Document,
  documentCodes,
  documentVersioned,
  DocumentSummary,
  VersionSummary,
} from './document.ts'
export { editDocument, EditDocumentInput } from './edit-document.ts'
export { EditOperation } from './edit.ts'
export { exportDocument } from './export-document.ts'
export type { DocumentExport } from './export-document.ts'
export {
  documentBelongings,
  DocumentContent,
  documentFormats,
  exportFinishes,
  Provenance,
} from './format.ts'
export type {
  DocumentFormat,
  DocumentPart,
  ExportableDocument,
  ExportFile,
  MarkdownImport,
} from './format.ts'
export { findDocumentsNaming } from './find-documents-naming.ts'
export { getDocument } from './get-document.ts'
export { LanguageTag } from './language-tag.ts'
export { listDocumentTitles } from './list-document-titles.ts'
export { listDocuments } from './list-documents.ts'
export { listVersions } from './list-versions.ts'
export { createDocumentsModule } from './module.ts'
export { nameVersion } from './name-version.ts'
export { restoreVersion } from './restore-version.ts'
export { storable } from './storable.ts'
