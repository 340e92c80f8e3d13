import type { PDFDocumentProxy } from 'pdfjs-dist/types/src/display/api.js'
import { InvalidError } from '../../../../../platform/error.ts'
import { codes } from '../../codes.ts'
import type { ParserInput } from '../../parsed-source.ts'

/** A document as pdf.js has it open; `loadingTask.destroy()` closes it. */
export type OpenPdf = PDFDocumentProxy

/**
 * Opens a PDF for reading its text. Nothing in it is run: this version of pdf.js has no
 * evaluator any more, scripts belong to viewers, and fonts are not loaded.
 *
 * @throws InvalidError `source_encrypted`, `source_corrupt`
 */
export async function openPdf(input: ParserInput): Promise<OpenPdf> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  try {
    return await getDocument({
      data: new Uint8Array(input.bytes), // a copy, as pdf.js takes its bytes away from the caller
      enableXfa: false,
      disableFontFace: true,
      useSystemFonts: false,
      useWorkerFetch: false,
      isImageDecoderSupported: false,
      stopAtErrors: false,
      verbosity: 0,
      ...dataFolders(),
    }).promise
  } catch (error) {
    const { name, message } = error as Error
    if (name === 'PasswordException')
      throw new InvalidError(codes.SOURCE_ENCRYPTED, { file: input.file })
    throw new InvalidError(
      codes.SOURCE_CORRUPT,
      { file: input.file, kind: 'pdf', reason: message },
      { cause: error },
    )
  }
}

/** Character maps, without which Chinese, Japanese and Korean text in some PDFs cannot be read. */
function dataFolders(): { cMapUrl?: string; cMapPacked?: boolean; standardFontDataUrl?: string } {
  try {
    const folder = (name: string) =>
      decodeURIComponent(
        new URL(`../../${name}/`, import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs')).pathname,
      )
    return {
      cMapUrl: folder('cmaps'),
      cMapPacked: true,
      standardFontDataUrl: folder('standard_fonts'),
    }
  } catch {
    return {} // a bundle has no packages beside it
  }
}
