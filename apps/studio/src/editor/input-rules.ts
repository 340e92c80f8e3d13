import { schema } from '@galley/markdown'
import {
  inputRules,
  InputRule,
  smartQuotes,
  textblockTypeInputRule,
  wrappingInputRule,
} from 'prosemirror-inputrules'
import type { MarkType } from 'prosemirror-model'
import type { Plugin } from 'prosemirror-state'
import { beginSection, putBlock } from './commands.ts'

const { nodes, marks } = schema

/** Marks as they are written in Markdown: `**bold**` becomes bold with its last star. */
function markRule(pattern: RegExp, mark: MarkType): InputRule {
  return new InputRule(pattern, (state, match, start, end) => {
    const [whole, before = '', words] = match
    if (!words || !whole) return null
    if (!state.doc.resolve(start).parent.type.allowsMarkType(mark)) return null
    const { tr } = state
    const from = start + before.length
    tr.replaceWith(from, end, schema.text(words, [...(state.storedMarks ?? []), mark.create()]))
    return tr.removeStoredMark(mark)
  })
}

/** Markdown that turns into what it means while it is typed. One undo gives the letters back. */
export function articleInputRules({ hasSmartQuotes }: { hasSmartQuotes: boolean }): Plugin {
  return inputRules({
    rules: [
      ...(hasSmartQuotes ? smartQuotes : []),
      new InputRule(/^##\s$/, (state, _match, start, end) => {
        const tr = state.tr.delete(start, end)
        return beginSection(tr) ? tr : null
      }),
      textblockTypeInputRule(/^(#{3,6})\s$/, nodes.heading, ([, signs]) => ({
        level: signs!.length,
      })),
      textblockTypeInputRule(/^```([\w+-]*)\s$/, nodes.code_block, ([, language]) => ({
        language: language || null,
      })),
      wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
      wrappingInputRule(/^\s*([-+*])\s$/, nodes.bullet_list),
      wrappingInputRule(
        /^(\d{1,9})[.)]\s$/,
        nodes.ordered_list,
        ([, number]) => ({ start: Number(number) }),
        ([, number], list) => list.childCount + (list.attrs['start'] as number) === Number(number),
      ),
      new InputRule(/^\[([ xX]?)\]\s$/, (state, [, sign], start, end) => {
        const { $from } = state.selection
        const item = $from.node(-1)
        if (item.type !== nodes.list_item) return null
        return state.tr
          .delete(start, end)
          .setNodeAttribute($from.before(-1), 'checked', /x/i.test(sign ?? ''))
      }),
      new InputRule(/^(?:---|\*\*\*|___)$/, (state, _match, start, end) => {
        const tr = state.tr.delete(start, end)
        return putBlock(nodes.horizontal_rule.create())(tr) ? tr : null
      }),
      markRule(/(^|[^*])\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, marks.strong),
      markRule(/(^|[^*])\*([^*\s](?:[^*]*[^*\s])?)\*$/, marks.emphasis),
      markRule(/(^|[^\w_])_([^_\s](?:[^_]*[^_\s])?)_$/, marks.emphasis),
      markRule(/(^|[^`])`([^`]+)`$/, marks.code),
      markRule(/(^|[^~])~~([^~\s](?:[^~]*[^~\s])?)~~$/, marks.strike),
    ],
  })
}
