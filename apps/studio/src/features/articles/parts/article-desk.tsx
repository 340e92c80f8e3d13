import { useState } from 'react'
import { useMay } from '../../../app/session.ts'
import { useTitle } from '../../../app/use-title.ts'
import { blockHandle } from '../../../editor/block-handle.ts'
import type { BlockMenuOpener } from '../../../editor/block-menu.tsx'
import { createEditor } from '../../../editor/create-editor.ts'
import type { ArticleEditor } from '../../../editor/create-editor.ts'
import { ghostText } from '../../../editor/ghost-text.ts'
import { imageUploads } from '../../../editor/image-uploads.ts'
import { messages as editorMessages } from '../../../editor/messages.ts'
import type { SlashKeys } from '../../../editor/slash.ts'
import { suggestWords } from '../../../editor/suggest-words.ts'
import '../../../editor/article-text.css'
import { useMessages } from '../../../messages/define-messages.ts'
import { showToast } from '../../../ui/toasts.ts'
import { messages as imageMessages } from '../images-messages.ts'
import { citedRegionsOf, textOf } from '../saving/article-text.ts'
import type { ArticleDocument } from '../saving/article-text.ts'
import { createSuggestions } from '../saving/suggestions.ts'
import { uploadImage } from '../saving/upload-image.ts'
import { Desk } from './desk.tsx'

export type SectionMenuOpener = (id: string, button: HTMLElement) => void

/** What the editor calls back for. The parts that are drawn around it say who answers. */
export interface DeskHooks {
  setSlashKeys(keys: SlashKeys | null): void
  setSectionMenu(open: SectionMenuOpener | null): void
  setBlockMenu(open: BlockMenuOpener | null): void
  setFlush(flush: (() => Promise<void>) | null): void
  readonly onSlashKey: SlashKeys
  readonly onSectionMenu: SectionMenuOpener
  readonly onBlockMenu: BlockMenuOpener
  /** Saves what is not saved yet. */
  readonly flush: () => Promise<void>
}

function createHooks(): DeskHooks {
  let slashKeys: SlashKeys | null = null
  let sectionMenu: SectionMenuOpener | null = null
  let blockMenu: BlockMenuOpener | null = null
  let flush: (() => Promise<void>) | null = null
  // Whoever pressed before the menu was loaded gets it when it is.
  let pressed: Parameters<SectionMenuOpener> | null = null
  return {
    setSlashKeys: (keys) => void (slashKeys = keys),
    setSectionMenu(open) {
      sectionMenu = open
      if (open && pressed) open(...pressed)
      pressed = null
    },
    setBlockMenu: (open) => void (blockMenu = open),
    setFlush: (next) => void (flush = next),
    flush: async () => flush?.(),
    onSlashKey: (event) => slashKeys?.(event) ?? false,
    onSectionMenu(id, button) {
      if (sectionMenu) sectionMenu(id, button)
      else pressed = [id, button]
    },
    onBlockMenu: (position, button) => blockMenu?.(position, button),
  }
}

/** Makes the editor of an article, once, and what is around it. */
export function ArticleDesk({ document }: { document: ArticleDocument }) {
  useTitle(document.title)
  const mayWrite = useMay('documents.write')
  const mayUpload = useMay('media.write')
  const text = useMessages(editorMessages)
  const imageText = useMessages(imageMessages)
  const [hooks] = useState(createHooks)
  const [editor, setEditor] = useState<ArticleEditor | null>(null)

  const uploads = () =>
    imageUploads({
      async upload(file, sectionId) {
        await hooks.flush() // so that a new section is known by its name
        const { url: src, alt_text: alt } = await uploadImage(document.id, sectionId(), file)
        return { src, alt }
      },
      onError: (error, retry) =>
        showToast({
          message: (error as Error).message,
          tone: 'danger',
          action: { label: imageText.retry, onSelect: retry },
        }),
      label: imageText.uploading,
    })

  /** React calls this with the element when it is there, and the answer when it goes. */
  function open(place: HTMLDivElement | null) {
    if (!place) return
    const made = createEditor(place, {
      text: textOf(document),
      language: document.language,
      isEditable: mayWrite,
      label: document.title,
      placeholders: () => ({
        title: text.placeTitle,
        standfirst: text.placeStandfirst,
        heading: text.placeHeading,
        paragraph: text.placeParagraph,
      }),
      section: {
        label: text.sectionMenu,
        onMenu: hooks.onSectionMenu,
      },
      onSlashKey: hooks.onSlashKey,
      plugins: [
        ...(mayWrite ? [blockHandle({ label: text.blockMenu, onMenu: hooks.onBlockMenu })] : []),
        ...ghostText(),
        suggestWords(
          createSuggestions({
            documentId: document.id,
            language: document.language,
            announcement: text.suggestion,
          }),
        ),
        ...(mayUpload && mayWrite ? [uploads()] : []),
      ],
    })
    made.showCitations(citedRegionsOf(document))
    setEditor(made)
    return () => {
      made.destroy()
      setEditor(null)
    }
  }
  // The element must stay the same one for as long as this component is there.
  const [ref] = useState(() => open)
  const place = <div ref={ref} className="relative min-w-0" />
  return (
    <Desk document={document} editor={editor} hooks={hooks} place={place} mayWrite={mayWrite} />
  )
}
