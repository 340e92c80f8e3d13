import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ArticleEditor } from '../../../editor/create-editor.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { messages } from '../desk-messages.ts'
import type { ArticleDocument } from '../saving/article-text.ts'
import { ImagesPanel } from './images-panel.tsx'
import { RewritePanel } from './rewrite-panel.tsx'
import type { RewriteAction } from './rewrite-panel.tsx'
import { SourcesPanel } from './sources-panel.tsx'
import { useIsWide } from './use-is-wide.ts'
import { VersionsPanel } from './versions-panel.tsx'

export type PanelName = 'sources' | 'versions' | 'rewrite' | 'images'

/** The section that is reworked, and how. */
export interface Rewriting {
  sectionId: string
  action: RewriteAction
}

interface SidePanelProps {
  name: PanelName
  editor: ArticleEditor
  document: ArticleDocument
  mayWrite: boolean
  rewriting: Rewriting | null
  onRewrite: (rewriting: Rewriting) => void
  onFlush: () => Promise<void>
  onClose: () => void
}

/** What belongs to the text, beside it where there is room and over it where there is not. */
export function SidePanel({
  name,
  editor,
  document,
  mayWrite,
  rewriting,
  onRewrite,
  onFlush,
  onClose,
}: SidePanelProps) {
  const text = useMessages(messages)
  const isWide = useIsWide()
  const titles = {
    sources: text.showSources,
    versions: text.showVersions,
    rewrite: text.rewriteSection,
    images: text.showImages,
  }
  const title = titles[name]
  const content =
    name === 'sources' ? (
      <SourcesPanel editor={editor} />
    ) : name === 'versions' ? (
      <VersionsPanel document={document} mayWrite={mayWrite} />
    ) : name === 'images' ? (
      <ImagesPanel editor={editor} document={document} mayWrite={mayWrite} onFlush={onFlush} />
    ) : (
      rewriting && (
        <RewritePanel
          key={rewriting.sectionId}
          editor={editor}
          document={document}
          sectionId={rewriting.sectionId}
          action={rewriting.action}
          onFlush={onFlush}
          onAction={(action) => onRewrite({ ...rewriting, action })}
        />
      )
    )
  return isWide ? (
    <Beside title={title} onClose={onClose}>
      {content}
    </Beside>
  ) : (
    <Dialog title={title} isDrawer onClose={onClose}>
      {content}
    </Dialog>
  )
}

interface BesideProps {
  title: string
  onClose: () => void
  children: ReactNode
}

function Beside({ title, onClose, children }: BesideProps) {
  const text = useMessages(messages)
  return (
    <aside
      aria-label={title}
      className="sticky top-26 flex max-h-[calc(100dvh-6.5rem)] w-96 shrink-0 flex-col self-start border-s border-line bg-surface [min-height:calc(100dvh-6.5rem)]"
    >
      <div className="flex items-center justify-between gap-2 border-b border-line py-1.5 ps-5 pe-2">
        <h2 className="text-sm font-medium">{title}</h2>
        <IconButton icon={X} size="small" label={text.closePanel} onClick={onClose} />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto p-5">{children}</div>
    </aside>
  )
}
