import { parseBlocks, schema, writeBlocks } from '@galley/markdown'
import { Slice, Fragment } from 'prosemirror-model'
import type { Node } from 'prosemirror-model'
import { Plugin } from 'prosemirror-state'
import { cleanPastedHtml } from './clean-pasted-html.ts'

const style = { bullet: '-', emphasis: '*', fence: '`' } as const

/**
 * What is pasted becomes what it means: HTML of word processors without their formatting, plain
 * text as the Markdown that it is; and what is copied is Markdown to every other program.
 */
export const clipboard = (): Plugin =>
  new Plugin({
    props: {
      transformPastedHTML: (html) => cleanPastedHtml(html),
      clipboardTextParser(text, $context, isPlain) {
        const { parent } = $context
        const isLine =
          parent.type === schema.nodes.title || parent.type === schema.nodes.section_heading
        if (isLine || isPlain || parent.type.spec.code) return null as never
        const blocks = parseBlocks(text.replace(/\r\n?/g, '\n')).map(({ node }) => node)
        // One paragraph goes into the sentence that the cursor is in.
        const isInline = blocks.length === 1 && blocks[0]!.type === schema.nodes.paragraph
        return new Slice(Fragment.from(blocks), isInline ? 1 : 0, isInline ? 1 : 0)
      },
      clipboardTextSerializer({ content }) {
        const blocks: Node[] = []
        content.descendants((node) => {
          if (node.type.isInGroup('block')) {
            blocks.push(node)
            return false
          }
          return true
        })
        if (blocks.length > 0) return writeBlocks(blocks, style)
        return content.textBetween(0, content.size, '\n')
      },
    },
  })
