/** The signs that a document uses where Markdown leaves a choice. */
export interface MarkdownStyle {
  bullet: '-' | '*' | '+'
  emphasis: '*' | '_'
  fence: '`' | '~'
}

/**
 * What a document uses already, so that an edit looks like the rest of it.
 *
 * @example
 * detectStyle('* one\n* two') // { bullet: '*', emphasis: '*', fence: '`' }
 */
export function detectStyle(markdown: string): MarkdownStyle {
  return {
    bullet: (/^ {0,3}([-*+])[ \t]/m.exec(markdown)?.[1] ?? '-') as MarkdownStyle['bullet'],
    emphasis: /(?<![\w*\\])_[^\s_][^_\n]*_(?!\w)/.test(markdown) ? '_' : '*',
    fence: /^ {0,3}~~~/m.test(markdown) && !/^ {0,3}```/m.test(markdown) ? '~' : '`',
  }
}
