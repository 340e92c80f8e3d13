import { openArticle, readArticle, readSection } from '@galley/markdown'
import type { ArticleText, Origins, SectionText } from '@galley/markdown'
import { dropCursor } from 'prosemirror-dropcursor'
import { gapCursor } from 'prosemirror-gapcursor'
import { history } from 'prosemirror-history'
import type { Node } from 'prosemirror-model'
import { EditorState } from 'prosemirror-state'
import type { Command, Plugin } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import { citations, showCitations } from './citations.ts'
import type { CitedRegions } from './citations.ts'
import { find } from './find.ts'
import { articleInputRules } from './input-rules.ts'
import { articleKeys } from './keys.ts'
import { clipboard } from './paste.ts'
import { placeholders } from './placeholders.ts'
import type { PlaceholderTexts } from './placeholders.ts'
import { sectionIds } from './section-ids.ts'
import { createSectionView } from './section-view.ts'
import type { SectionViewOptions } from './section-view.ts'
import { slashMenu } from './slash.ts'
import { hasTable, loadTables } from './tables.ts'
import type { SlashKeys } from './slash.ts'

export interface EditorOptions {
  text: ArticleText
  language: string
  isEditable: boolean
  /** The name of the text, for screen readers. */
  label: string
  placeholders: () => PlaceholderTexts
  section: SectionViewOptions
  onSlashKey: SlashKeys
  /** Before the keys of the editor: ghost text, proposals. */
  plugins?: readonly Plugin[]
}

/** An article in an editor, without any framework around it. */
export interface ArticleEditor {
  readonly view: EditorView
  /** Called after every change of text or selection. Returns the way out. */
  subscribe(listener: () => void): () => void
  /** Grows with every change of the text by somebody here. */
  readonly revision: () => number
  getState(): EditorState
  getText(): ArticleText
  /** What a section of it would say, with the bytes of what it keeps. */
  readSection(section: Node): SectionText
  /** Adds what is not needed from the start; what is there already is not added again. */
  addPlugins(plugins: readonly Plugin[]): void
  run(command: Command): boolean
  /** Puts another text in its place, as one step that can be undone. */
  replaceText(text: ArticleText): void
  /** What the server holds now: ids of new sections, bytes to keep. Nothing to undo. */
  rebase(text: ArticleText, ids: ReadonlyMap<string, string>): void
  /** Puts in what somebody else wrote: these sections as they are there. Nothing to undo. */
  merge(text: ArticleText): void
  showCitations(regions: CitedRegions): void
  setEditable(isEditable: boolean): void
  destroy(): void
}

/**
 * Opens an article for writing.
 *
 * @param place - an element that is the editor's own
 */
export function createEditor(place: HTMLElement, options: EditorOptions): ArticleEditor {
  const listeners = new Set<() => void>()
  let { isEditable } = options
  let revision = 0
  const opened = openArticle(options.text)
  let { origins } = opened
  let read: { doc: Node; origins: Origins; text: ArticleText } | null = null

  const view = new EditorView(place, {
    state: EditorState.create({ doc: opened.doc, plugins: pluginsOf(options) }),
    editable: () => isEditable,
    nodeViews: { section: createSectionView(options.section) },
    attributes: {
      'aria-label': options.label,
      'aria-multiline': 'true',
      role: 'textbox',
      class: 'article-text',
      spellcheck: 'true',
      ...(options.language !== 'und' && { lang: options.language }),
    },
    dispatchTransaction(tr) {
      view.updateState(view.state.apply(tr))
      if (tr.docChanged && !tr.getMeta('rebase')) revision += 1
      if (tr.docChanged) void prepareTables()
      for (const listener of listeners) listener()
    },
  })

  function addPlugins(plugins: readonly Plugin[]): void {
    const { state } = view
    const added = plugins.filter((plugin) => !state.plugins.includes(plugin))
    if (view.isDestroyed || added.length === 0) return
    view.updateState(state.reconfigure({ plugins: [...added, ...state.plugins] }))
  }

  let tables: Promise<void> | null = null
  function prepareTables(): Promise<void> {
    if (tables || !hasTable(view.state)) return tables ?? Promise.resolve()
    tables = loadTables().then(addPlugins)
    return tables
  }
  void prepareTables()

  function getText(): ArticleText {
    if (read?.doc !== view.state.doc || read.origins !== origins) {
      read = { doc: view.state.doc, origins, text: readArticle(view.state.doc, origins) }
    }
    return read.text
  }

  return {
    view,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    revision: () => revision,
    getState: () => view.state,
    getText,
    readSection: (section) => readSection(section, origins),
    addPlugins,
    run: (command) => command(view.state, view.dispatch, view),
    replaceText(text) {
      const next = openArticle(text)
      const { tr } = view.state
      origins = mergeOrigins(origins, next.origins)
      view.dispatch(tr.replaceWith(0, tr.doc.content.size, next.doc.content))
    },
    rebase(text, ids) {
      ;({ origins } = openArticle(text))
      const tr = view.state.tr.setMeta('addToHistory', false).setMeta('rebase', true)
      view.state.doc.forEach((node, position) => {
        const id = ids.get(node.attrs['id'] as string)
        if (id !== undefined) tr.setNodeAttribute(position, 'id', id)
      })
      view.dispatch(tr)
    },
    merge(text) {
      const next = openArticle(text)
      origins = next.origins
      const tr = view.state.tr.setMeta('addToHistory', false).setMeta('rebase', true)
      replaceDiffering(tr, next.doc)
      view.dispatch(tr)
    },
    showCitations: (regions) => view.dispatch(showCitations(view.state.tr, regions)),
    setEditable(next) {
      isEditable = next
      view.setProps({})
    },
    destroy: () => view.destroy(),
  }
}

const pluginsOf = ({ plugins = [], ...options }: EditorOptions): Plugin[] => [
  slashMenu(options.onSlashKey),
  ...plugins,
  articleInputRules({ hasSmartQuotes: false }),
  ...articleKeys(),
  history(),
  dropCursor({ class: 'drop-cursor' }),
  gapCursor(),
  clipboard(),
  sectionIds(),
  placeholders(options.placeholders),
  citations(),
  find(),
]

/** Sections that were there before keep the bytes that they came with. */
const mergeOrigins = (before: Origins, after: Origins): Origins => ({
  ...after,
  sections: new Map([...after.sections, ...before.sections]),
})

/** Only the children that differ, so that the cursor stays where it is in all others. */
function replaceDiffering(tr: EditorState['tr'], next: Node): void {
  const { doc } = tr
  let first = 0
  while (
    first < doc.childCount &&
    first < next.childCount &&
    doc.child(first).eq(next.child(first))
  ) {
    first += 1
  }
  let last = 0
  while (
    last < doc.childCount - first &&
    last < next.childCount - first &&
    doc.child(doc.childCount - 1 - last).eq(next.child(next.childCount - 1 - last))
  ) {
    last += 1
  }
  const sizeOf = (node: Node, from: number, to: number) => {
    let size = 0
    for (let index = from; index < to; index++) size += node.child(index).nodeSize
    return size
  }
  const from = sizeOf(doc, 0, first)
  const to = from + sizeOf(doc, first, doc.childCount - last)
  const children = next.children.slice(first, next.childCount - last)
  if (from !== to || children.length > 0) tr.replaceWith(from, to, children)
}
