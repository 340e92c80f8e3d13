import { InvalidError, TooLargeError } from '../../../../../platform/error.ts'
import { codes } from '../../codes.ts'
import type { Block, ParsedBlocks, ParserInput } from '../../parsed-source.ts'
import { publicationDate } from '../../publication-date.ts'
import { attributeSpeakers } from '../../transcript/attribute-speakers.ts'
import { dropFurniture } from './drop-furniture.ts'
import { linesToBlocks } from './lines-to-blocks.ts'
import { openPdf, type OpenPdf } from './open-pdf.ts'
import { readPageText, type PageText } from './page-text.ts'
import { orderLines, type Line } from './reading-order.ts'

/** Reads the text layer of a PDF: paragraphs by geometry, headings by size, a page for each. */
export async function read(input: ParserInput): Promise<ParsedBlocks> {
  const pdf = await openPdf(input)
  try {
    const pages = dropFurniture(await readPages(pdf, input))
    const blocks = linesToBlocks(pages.flatMap(orderLines).filter(isNoLeader))
    if (blocks.length === 0) {
      throw new InvalidError(codes.SOURCE_NO_TEXT_LAYER, { file: input.file, pages: pdf.numPages })
    }
    return {
      ...(await describe(pdf, blocks)),
      blocks: attributeSpeakers(blocks, { isMostlyProse: true }),
      pageCount: pdf.numPages,
    }
  } finally {
    await pdf.loadingTask.destroy()
  }
}

/** A line of a table of contents: a title, dots, a page number. */
function isNoLeader(line: Line): boolean {
  return !/(?:\.\s?){5,}\s*[\divxlc]+\s*$/i.test(line.cells.map((cell) => cell.text).join(' '))
}

async function readPages(pdf: OpenPdf, input: ParserInput): Promise<PageText[]> {
  const pages: PageText[] = []
  let characters = 0
  let broken: unknown = null
  for (let number = 1; number <= pdf.numPages; number += 1) {
    input.signal?.throwIfAborted()
    try {
      pages.push(await readPageText(await pdf.getPage(number)))
    } catch (error) {
      broken = error // one bad page does not lose the others
      continue
    }
    characters += pages.at(-1)!.fragments.reduce((sum, fragment) => sum + fragment.text.length, 0)
    if (characters > input.maxCharacters) {
      throw new TooLargeError(codes.SOURCE_TEXT_TOO_LONG, {
        file: input.file,
        maxCharacters: input.maxCharacters,
      })
    }
  }
  if (pages.length === 0) {
    const reason = broken instanceof Error ? broken.message : 'it has no pages'
    throw new InvalidError(codes.SOURCE_CORRUPT, { file: input.file, kind: 'pdf', reason })
  }
  return pages
}

async function describe(pdf: OpenPdf, blocks: Block[]): Promise<Omit<ParsedBlocks, 'blocks'>> {
  const information = await pdf.getMetadata().then(
    ({ info }) => info as Record<string, unknown>,
    () => ({}) as Record<string, unknown>,
  )
  const field = (name: string) =>
    typeof information[name] === 'string' ? information[name].trim() : ''
  return {
    title: meaningful(field('Title')) ?? largestHeading(blocks),
    language: field('Language') || null,
    authors: meaningful(field('Author')) ? field('Author').split(/\s*[;,]\s*|\s+and\s+/) : [],
    publishedAt: publicationDate(information['CreationDate']),
    metadata: {
      creator: field('Creator'),
      producer: field('Producer'),
      subject: field('Subject'),
      keywords: field('Keywords'),
    },
  }
}

/** Programs write their file name, or nothing of use, where a title should be. */
function meaningful(title: string): string | null {
  const isNoise =
    /^(?:untitled|microsoft word\b.*|document\d*|.*\.(?:docx?|pdf|indd|tex|dvi|qxd|pptx?)|anonymous|unknown|[\W\d_]*)$/i
  return isNoise.test(title) ? null : title
}

function largestHeading(blocks: Block[]): string | null {
  const headings = blocks.filter((block) => block.kind === 'heading' && (block.page ?? 1) <= 1)
  return headings.sort((one, other) => one.level! - other.level!)[0]?.text ?? null
}
