import type { Context } from '../../../platform/context.ts'
import { defineExtensionPoint } from '../../../platform/extension.ts'

/** One file of an archive. Its bytes are made when it is its turn. */
export interface ArchiveFile {
  /** Its path in the archive, without the part's folder. */
  name: string
  bytes(): AsyncIterable<Uint8Array> | Uint8Array
  modifiedAt?: Date
}

/**
 * What a module adds to a workspace's archive beside the rows of its tables: forms that people can
 * read.
 *
 * @example
 * archiveParts.contribute({
 *   folder: 'documents',
 *   describes: 'Every document as Markdown.',
 *   files: (ctx) => documentFiles(ctx),
 * })
 */
export interface ArchivePart {
  folder: string
  /** A sentence for the archive's README. */
  describes: string
  files(ctx: Context): AsyncIterable<ArchiveFile>
}

export const archiveParts = defineExtensionPoint<ArchivePart>('privacy.archive_parts')
