import { Schema } from 'prosemirror-model'
import type { DOMOutputSpec, MarkSpec, NodeSpec } from 'prosemirror-model'

const table = (name: string, spec: NodeSpec): NodeSpec => ({ ...spec, tableRole: name })

const cell = (tag: 'td' | 'th'): NodeSpec => ({
  content: 'inline*',
  isolating: true,
  attrs: {
    colspan: { default: 1 },
    rowspan: { default: 1 },
    colwidth: { default: null },
    align: { default: null },
  },
  parseDOM: [{ tag, getAttrs: (dom) => ({ align: alignOf(dom) }) }],
  toDOM: ({ attrs }): DOMOutputSpec => [
    tag,
    attrs['align'] ? { 'data-align': attrs['align'] } : {},
    0,
  ],
})

const alignOf = (dom: HTMLElement): string | null => {
  const align = dom.dataset['align'] ?? dom.style.textAlign
  return ['left', 'center', 'right'].includes(align) ? align : null
}

const nodes = {
  doc: { content: 'title standfirst section+ takeaways?' },
  text: { group: 'inline' },

  title: {
    content: 'text*',
    marks: '',
    isolating: true,
    defining: true,
    parseDOM: [{ tag: 'h1[data-title]' }],
    toDOM: (): DOMOutputSpec => ['h1', { 'data-title': '' }, 0],
  },
  standfirst: {
    content: 'block+',
    isolating: true,
    defining: true,
    parseDOM: [{ tag: 'div[data-standfirst]' }],
    toDOM: (): DOMOutputSpec => ['div', { 'data-standfirst': '' }, 0],
  },
  section: {
    content: 'section_heading block+',
    isolating: true,
    defining: true,
    attrs: { id: { default: null } },
    parseDOM: [
      { tag: 'section[data-section]', getAttrs: (dom) => ({ id: dom.dataset['section'] || null }) },
    ],
    toDOM: ({ attrs }): DOMOutputSpec => ['section', { 'data-section': attrs['id'] ?? '' }, 0],
  },
  section_heading: {
    content: 'text*',
    marks: '',
    defining: true,
    parseDOM: [{ tag: 'h2[data-heading]' }],
    toDOM: (): DOMOutputSpec => ['h2', { 'data-heading': '' }, 0],
  },
  takeaways: {
    content: 'block+',
    isolating: true,
    defining: true,
    parseDOM: [{ tag: 'div[data-takeaways]' }],
    toDOM: (): DOMOutputSpec => ['div', { 'data-takeaways': '' }, 0],
  },

  paragraph: {
    content: 'inline*',
    group: 'block',
    parseDOM: [{ tag: 'p' }],
    toDOM: (): DOMOutputSpec => ['p', 0],
  },
  heading: {
    content: 'inline*',
    group: 'block',
    defining: true,
    attrs: { level: { default: 3 } },
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level } })),
    toDOM: ({ attrs }): DOMOutputSpec => [`h${attrs['level']}`, 0],
  },
  blockquote: {
    content: 'block+',
    group: 'block',
    defining: true,
    parseDOM: [{ tag: 'blockquote' }],
    toDOM: (): DOMOutputSpec => ['blockquote', 0],
  },
  bullet_list: {
    content: 'list_item+',
    group: 'block',
    attrs: { isLoose: { default: false } },
    parseDOM: [{ tag: 'ul' }],
    toDOM: (): DOMOutputSpec => ['ul', 0],
  },
  ordered_list: {
    content: 'list_item+',
    group: 'block',
    attrs: { isLoose: { default: false }, start: { default: 1 } },
    parseDOM: [
      { tag: 'ol', getAttrs: (dom) => ({ start: Number(dom.getAttribute('start') ?? 1) || 1 }) },
    ],
    toDOM: ({ attrs }): DOMOutputSpec => [
      'ol',
      attrs['start'] === 1 ? {} : { start: attrs['start'] },
      0,
    ],
  },
  list_item: {
    content: 'block+',
    defining: true,
    // `checked` is null for an item that is no task.
    attrs: { checked: { default: null }, isLoose: { default: false } },
    parseDOM: [
      {
        tag: 'li',
        getAttrs: (dom) => ({
          checked: dom.dataset['checked'] ? dom.dataset['checked'] === 'true' : null,
        }),
      },
    ],
    toDOM: ({ attrs }): DOMOutputSpec => [
      'li',
      attrs['checked'] === null ? {} : { 'data-checked': String(attrs['checked']) },
      0,
    ],
  },
  code_block: {
    content: 'text*',
    group: 'block',
    marks: '',
    code: true,
    defining: true,
    attrs: { language: { default: null }, meta: { default: null } },
    parseDOM: [
      {
        tag: 'pre',
        preserveWhitespace: 'full' as const,
        getAttrs: (dom) => ({ language: dom.dataset['language'] || null }),
      },
    ],
    toDOM: ({ attrs }): DOMOutputSpec => [
      'pre',
      attrs['language'] ? { 'data-language': attrs['language'] } : {},
      ['code', 0],
    ],
  },
  horizontal_rule: {
    group: 'block',
    parseDOM: [{ tag: 'hr' }],
    toDOM: (): DOMOutputSpec => ['hr'],
  },
  table: table('table', {
    content: 'table_row+',
    group: 'block',
    isolating: true,
    parseDOM: [{ tag: 'table' }],
    toDOM: (): DOMOutputSpec => ['table', ['tbody', 0]],
  }),
  table_row: table('row', {
    content: '(table_cell | table_header)*',
    parseDOM: [{ tag: 'tr' }],
    toDOM: (): DOMOutputSpec => ['tr', 0],
  }),
  table_cell: table('cell', cell('td')),
  table_header: table('header_cell', cell('th')),

  // What the editor has no form for (HTML, definitions, footnotes): shown as it is written, moved
  // and deleted as a whole, and never lost.
  opaque_block: {
    group: 'block',
    atom: true,
    attrs: { source: {} },
    parseDOM: [
      { tag: 'div[data-source]', getAttrs: (dom) => ({ source: dom.dataset['source'] ?? '' }) },
    ],
    toDOM: ({ attrs }): DOMOutputSpec => [
      'div',
      { 'data-source': attrs['source'] },
      ['code', attrs['source']],
    ],
  },
  opaque_inline: {
    group: 'inline',
    inline: true,
    atom: true,
    attrs: { source: {} },
    parseDOM: [
      { tag: 'span[data-source]', getAttrs: (dom) => ({ source: dom.dataset['source'] ?? '' }) },
    ],
    toDOM: ({ attrs }): DOMOutputSpec => [
      'span',
      { 'data-source': attrs['source'] },
      ['code', attrs['source']],
    ],
    leafText: ({ attrs }) => attrs['source'] as string,
  },
  image: {
    group: 'inline',
    inline: true,
    draggable: true,
    attrs: {
      src: {},
      alt: { default: '' },
      title: { default: null },
      reference: { default: null },
    },
    parseDOM: [
      {
        tag: 'img[src]',
        getAttrs: (dom) => {
          const src = dom.getAttribute('src')!
          return isSafeAddress(src, 'image')
            ? { src, alt: dom.getAttribute('alt') ?? '', title: dom.getAttribute('title') }
            : false
        },
      },
    ],
    toDOM: ({ attrs }): DOMOutputSpec => [
      'img',
      {
        alt: attrs['alt'],
        ...(isSafeAddress(attrs['src'], 'image') && { src: attrs['src'] }),
        ...(attrs['title'] && { title: attrs['title'] }),
      },
    ],
    leafText: ({ attrs }) => attrs['alt'] as string,
  },
  hard_break: {
    group: 'inline',
    inline: true,
    selectable: false,
    parseDOM: [{ tag: 'br' }],
    toDOM: (): DOMOutputSpec => ['br'],
    leafText: () => '\n',
  },
  // A line that ends in the source, and is a space to readers.
  soft_break: {
    group: 'inline',
    inline: true,
    selectable: false,
    parseDOM: [{ tag: 'span[data-soft-break]' }],
    toDOM: (): DOMOutputSpec => ['span', { 'data-soft-break': '' }, ' '],
    leafText: () => ' ',
  },
} satisfies Record<string, NodeSpec>

const marks = {
  link: {
    attrs: { href: {}, title: { default: null }, reference: { default: null } },
    inclusive: false,
    parseDOM: [
      {
        tag: 'a[href]',
        getAttrs: (dom) => {
          const href = dom.getAttribute('href')!
          return isSafeAddress(href) ? { href, title: dom.getAttribute('title') } : false
        },
      },
    ],
    toDOM: ({ attrs }): DOMOutputSpec => [
      'a',
      {
        ...(isSafeAddress(attrs['href']) && { href: attrs['href'] }),
        ...(attrs['title'] && { title: attrs['title'] }),
        rel: 'noopener noreferrer nofollow',
      },
      0,
    ],
  },
  strong: {
    parseDOM: [
      { tag: 'strong' },
      // Google Docs wraps everything it copies into a <b> that means nothing.
      { tag: 'b', getAttrs: (dom) => (dom.style.fontWeight === 'normal' ? false : null) },
      {
        style: 'font-weight',
        getAttrs: (value) => (/^(bold|[6-9]00)$/.test(value) ? null : false),
      },
    ],
    toDOM: (): DOMOutputSpec => ['strong', 0],
  },
  emphasis: {
    parseDOM: [{ tag: 'em' }, { tag: 'i' }, { style: 'font-style=italic' }],
    toDOM: (): DOMOutputSpec => ['em', 0],
  },
  strike: {
    parseDOM: [{ tag: 'del' }, { tag: 's' }, { style: 'text-decoration=line-through' }],
    toDOM: (): DOMOutputSpec => ['del', 0],
  },
  code: {
    code: true,
    parseDOM: [{ tag: 'code' }],
    toDOM: (): DOMOutputSpec => ['code', 0],
  },
} satisfies Record<string, MarkSpec>

/**
 * An article as the editor sees it: a title, a standfirst, sections with an id each, takeaways.
 * What the Markdown of a section holds are blocks.
 */
export const schema = new Schema<keyof typeof nodes, keyof typeof marks>({ nodes, marks })

/**
 * Whether an address may be followed or loaded: of the web, of mail, or of this site. Scripts in
 * addresses are not, however they are spelled.
 *
 * @example
 * isSafeAddress('java\nscript:alert(1)') // false
 */
export function isSafeAddress(address: string, use: 'link' | 'image' = 'link'): boolean {
  // Browsers leave control characters and spaces out before they look at the scheme.
  const plain = address.replace(/[\u0000-\u0020\u007f-\u009f\u2028\u2029]/g, '')
  const [, scheme] = /^([a-z][a-z0-9+.-]*):/i.exec(plain) ?? []
  if (scheme === undefined) return true
  const safe = use === 'link' ? ['http', 'https', 'mailto', 'tel'] : ['http', 'https', 'blob']
  return safe.includes(scheme.toLowerCase())
}
