import { Plugin, PluginKey } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'
import type { EditorView } from 'prosemirror-view'
import { regionDepth } from './commands.ts'
import { placeAtCursor, putImage } from './section-images.ts'
import type { NamedImage } from './section-images.ts'

export interface ImageUploadOptions {
  /** @param sectionId - the section that the image goes into, as it is called when this is asked */
  upload: (file: File, sectionId: () => string | null) => Promise<NamedImage>
  onError: (error: unknown, retry: () => void) => void
  /** What stands in the text meanwhile. */
  label: (fileName: string) => string
}

type UploadChange = { add: { id: object; at: number; element: HTMLElement } } | { remove: object }

const key = new PluginKey<DecorationSet>('image-uploads')
const optionsOf = new WeakMap<Plugin, ImageUploadOptions>()

/**
 * Images that are dropped or pasted are uploaded, several at once; a line of the text says so
 * until each takes its place. Nothing of that is part of the text, or of what undo takes back.
 */
export function imageUploads(options: ImageUploadOptions): Plugin {
  const plugin: Plugin<DecorationSet> = new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, before) {
        const mapped = before.map(tr.mapping, tr.doc)
        const change = tr.getMeta(key) as UploadChange | undefined
        if (!change) return mapped
        if ('remove' in change) return mapped.remove(findUpload(mapped, change.remove))
        const { id, at, element } = change.add
        return mapped.add(tr.doc, [Decoration.widget(at, element, { id, side: -1 })])
      },
    },
    props: {
      decorations: (state) => key.getState(state),
      handlePaste(view, { clipboardData }) {
        // A word processor puts a picture of the text beside the text.
        const isText = Boolean(clipboardData?.getData('text/plain').trim())
        return !isText && startUploads(view, clipboardData?.files)
      },
      handleDrop(view, event, _slice, isMoved) {
        if (isMoved) return false
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos
        return startUploads(view, event.dataTransfer?.files, at)
      },
    },
  })
  optionsOf.set(plugin, options)
  return plugin
}

/** Whether images can be uploaded here: somebody may, and the editor knows how. */
export const canUpload = (view: EditorView): boolean => key.get(view.state) !== undefined

/**
 * Uploads the images among files into the text, behind the block at a position or at the cursor.
 *
 * @returns false when there is none, or no place for it
 */
export function startUploads(
  view: EditorView,
  files: Iterable<File> | undefined,
  at?: number,
): boolean {
  const plugin = key.get(view.state)
  const options = plugin && optionsOf.get(plugin)
  const images = [...(files ?? [])].filter(({ type }) => type.startsWith('image/'))
  const place = at === undefined ? placeAtCursor(view.state) : placeBehind(view, at)
  if (!options || images.length === 0 || place === null || !view.editable) return false
  for (const file of images) void upload(view, options, file, place)
  return true
}

function placeBehind(view: EditorView, at: number): number | null {
  const $at = view.state.doc.resolve(at)
  const depth = regionDepth($at)
  if (depth === null) return placeAtCursor(view.state)
  return $at.depth > depth ? $at.after(depth + 1) : at
}

async function upload(
  view: EditorView,
  options: ImageUploadOptions,
  file: File,
  at: number,
): Promise<void> {
  const id = {}
  const element = document.createElement('div')
  element.className = 'image-upload'
  element.setAttribute('role', 'status')
  element.textContent = options.label(file.name)
  const change = (next: UploadChange) => view.state.tr.setMeta(key, next)
  view.dispatch(change({ add: { id, at, element } }))
  const place = () => findUpload(key.getState(view.state)!, id)[0]?.from ?? null
  try {
    const image = await options.upload(file, () => sectionIdAt(view, place()))
    if (view.isDestroyed) return
    const here = place()
    if (here !== null) view.dispatch(putImage(change({ remove: id }), here, image))
  } catch (error) {
    if (view.isDestroyed) return
    view.dispatch(change({ remove: id }))
    options.onError(error, () => void startUploads(view, [file]))
  }
}

const findUpload = (set: DecorationSet, id: object): Decoration[] =>
  set.find(undefined, undefined, (spec) => spec['id'] === id)

function sectionIdAt(view: EditorView, at: number | null): string | null {
  if (at === null) return null
  const $at = view.state.doc.resolve(at)
  const depth = regionDepth($at)
  return depth === null ? null : (($at.node(depth).attrs['id'] as string) ?? null) || null
}
