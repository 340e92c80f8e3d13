import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { decodeText } from '../../decode-text.ts'
import { normaliseText } from '../../normalise-text.ts'
import type { Block, ParsedBlocks, ParserInput } from '../../parsed-source.ts'
import { attributeSpeakers } from '../../transcript/attribute-speakers.ts'
import { readFrontMatter } from './front-matter.ts'
import { splitDocument } from './split-document.ts'
import { treeToBlocks } from './tree-to-blocks.ts'

const syntax = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }

/** Reads Markdown: front matter to metadata, structure to blocks, speaker labels to speakers. */
export async function read(input: ParserInput): Promise<ParsedBlocks> {
  const { text, encoding } = decodeText(input.bytes, input.charset)
  const { body, speakers, metadata, ...described } = readFrontMatter(normaliseText(text))
  const all: Block[] = []
  for (const part of splitDocument(body)) {
    input.signal?.throwIfAborted()
    all.push(...(await treeToBlocks(fromMarkdown(part, syntax))))
  }
  const { prose, links } = withoutBareLinks(all)
  const blocks = attributeSpeakers(prose, { speakers })
  return {
    ...described,
    blocks,
    title: described.title ?? openingTitle(blocks),
    metadata: { encoding, ...metadata, ...(links.length > 0 ? { links: links.join('\n') } : {}) },
  }
}

const BARE_LINK =
  /^\s*(?:[\p{L} \d()+.-]{1,60}:\s*|\p{L}{2,20}\s+)?https?:\/\/\S+(?:\s+https?:\/\/\S+)*\s*$/u

/** A paragraph that is nothing but a link says nothing; the link itself is kept in the metadata. */
function withoutBareLinks(blocks: Block[]): { prose: Block[]; links: string[] } {
  const isLink = (block: Block) => block.kind === 'paragraph' && BARE_LINK.test(block.text)
  const links = blocks.filter(isLink).flatMap((block) => block.text.match(/https?:\/\/\S+/g) ?? [])
  return { prose: blocks.filter((block) => !isLink(block)), links: [...new Set(links)] }
}

function openingTitle(blocks: Block[]): string | null {
  const [first] = blocks
  return first?.kind === 'heading' && first.level === 1 ? first.text : null
}
