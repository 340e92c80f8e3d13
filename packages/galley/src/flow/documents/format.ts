import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { defineExtensionPoint } from '../../platform/extension.ts'

/**
 * What every document looks like from the outside, whatever its format: fields of the whole, and
 * parts with ids that never change. Diff, edit, approval, cost and comments hang on those ids.
 */
export const DocumentContent = z.object({
  fields: z.record(z.string(), z.unknown()),
  parts: z.array(z.looseObject({ id: z.string() })),
})
export type DocumentContent = z.infer<typeof DocumentContent>
export type DocumentPart = DocumentContent['parts'][number]

export interface ExportFile {
  body: string | Uint8Array<ArrayBuffer>
  mediaType: string
  /** Without the dot. */
  extension: string
}

/**
 * A kind of document. Generic code (versions, edits, diffs, export routes) asks for these few
 * things and never names a format.
 */
export interface DocumentFormat {
  id: string
  content: z.ZodType<DocumentContent>
  /** The fields of one that nobody has written yet. */
  blank: DocumentContent['fields']
  /** What a person may set on the whole; parsed before it replaces fields. */
  fieldsInput: z.ZodType<Record<string, unknown>>
  /** What a person may set on a part; `id` is given by the documents module. */
  partInput: z.ZodType<Record<string, unknown>>
  title(content: DocumentContent): string
  /** What people read of it, for counting its words. */
  prose(content: DocumentContent): string
  /** What somebody brings along as Markdown, as an edit sets it: fields, and parts in order. */
  importMarkdown(text: { markdown: string; title?: string | undefined }): MarkdownImport
  /** Fields after an edit: `previous` lets unchanged text keep its citations. */
  editFields(
    previous: DocumentContent['fields'],
    input: Record<string, unknown>,
    language: string,
  ): DocumentContent['fields']
  /** A part after an edit; `previous` itself where the edit changes nothing. */
  editPart(
    previous: DocumentPart | null,
    id: string,
    input: Record<string, unknown>,
    language: string,
  ): DocumentPart
  /** A part, and the fields, as text lines, for people to compare. */
  partText(part: DocumentPart): string
  fieldsText(fields: DocumentContent['fields']): string
  exports: Record<string, (document: ExportableDocument) => Promise<ExportFile> | ExportFile>
}

export interface MarkdownImport {
  fields: Record<string, unknown>
  parts: Record<string, unknown>[]
}

export interface ExportableDocument {
  id: string
  version: number
  title: string
  language: string
  createdAt: Date
  updatedAt: Date
  content: DocumentContent
  provenance: Provenance
  sources: readonly { id: string; title: string | null; kind: string }[]
}

/** How a version came about, as far as models were part of it. */
export const Provenance = z
  .object({
    models: z.array(z.string()),
    prompts: z.array(z.string()),
    sourceIds: z.array(z.string()),
  })
  .meta({ id: 'Provenance' })
export type Provenance = z.infer<typeof Provenance>

/** What other modules keep beside documents, and which is to end with them. */
export interface DocumentBelongings {
  /** Under the owner's handle, when documents that were deleted long ago end for good. */
  remove(tx: Transaction, documentIds: readonly string[]): Promise<void>
}

export const documentBelongings = defineExtensionPoint<DocumentBelongings>('documents.belongings')

/** What other modules put into exports, and which the text only names. */
export interface ExportFinish {
  /** @param file - as its format wrote it; `body` is a text or bytes */
  finish(ctx: Context, file: ExportFile): Promise<ExportFile>
}

export const exportFinishes = defineExtensionPoint<ExportFinish>('documents.export_finishes')

export const documentFormats = defineExtensionPoint<DocumentFormat>('documents.formats')
