import { Link, useNavigate } from '@tanstack/react-router'
import {
  ArrowLeft,
  BookOpenText,
  CircleAlert,
  CloudOff,
  Download,
  Ellipsis,
  FileCode2,
  Focus,
  History,
  Images,
  Search,
  Trash2,
} from 'lucide-react'
import { useState } from 'react'
import { hrefOf } from '../../../api/call.ts'
import { useAction } from '../../../api/queries.ts'
import { useMay } from '../../../app/session.ts'
import type { ArticleEditor } from '../../../editor/create-editor.ts'
import { Toolbar } from '../../../editor/toolbar.tsx'
import { useMessages } from '../../../messages/define-messages.ts'
import { Button } from '../../../ui/button.tsx'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { showToast } from '../../../ui/toasts.ts'
import { messages } from '../desk-messages.ts'
import type { ArticleDocument } from '../saving/article-text.ts'
import type { Saving } from '../saving/use-autosave.ts'
import type { PanelName } from './side-panel.tsx'
import { TextFigures } from './text-figures.tsx'

interface DeskBarProps {
  editor: ArticleEditor
  document: ArticleDocument
  saving: Saving
  onDecide: () => void
  mayWrite: boolean
  panel: PanelName | null
  isSource: boolean
  isFocused: boolean
  onFind: () => void
  onFocus: () => void
  onSource: () => void
  onPanel: (name: PanelName) => void
}

/** Above the text: how it is formatted, whether it is saved, and what can be shown beside it. */
export function DeskBar({
  editor,
  document,
  saving,
  onDecide,
  mayWrite,
  panel,
  isSource,
  isFocused,
  onFind,
  onFocus,
  onSource,
  onPanel,
}: DeskBarProps) {
  const text = useMessages(messages)
  const maySeeImages = useMay('media.read')
  return (
    <div className="flex min-h-12 flex-wrap items-center gap-x-2 border-b border-line px-3 md:px-5">
      <Link
        to="/articles"
        aria-label={text.back}
        title={text.back}
        className="grid size-8 shrink-0 place-items-center rounded text-muted hover:bg-sunken hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-4 rtl:-scale-x-100" />
      </Link>
      {mayWrite && !isSource && <Toolbar editor={editor} />}
      <div className="ms-auto flex min-w-0 items-center gap-0.5">
        <TextFigures editor={editor} />
        {mayWrite ? (
          <SaveStatus saving={saving} onDecide={onDecide} />
        ) : (
          <span className="px-2 text-sm text-muted">{text.readOnly}</span>
        )}
        <span className="contents max-lg:hidden">
          <IconButton icon={Search} size="small" label={text.find} onClick={onFind} />
          <IconButton
            icon={Focus}
            size="small"
            label={isFocused ? text.leaveFocus : text.focusMode}
            isPressed={isFocused}
            onClick={onFocus}
          />
        </span>
        <IconButton
          icon={BookOpenText}
          size="small"
          label={text.showSources}
          isPressed={panel === 'sources'}
          onClick={() => onPanel('sources')}
        />
        <IconButton
          icon={History}
          size="small"
          label={text.showVersions}
          isPressed={panel === 'versions'}
          onClick={() => onPanel('versions')}
        />
        {maySeeImages && (
          <IconButton
            icon={Images}
            size="small"
            label={text.showImages}
            isPressed={panel === 'images'}
            onClick={() => onPanel('images')}
          />
        )}
        <MoreMenu
          document={document}
          mayWrite={mayWrite}
          onFind={onFind}
          onFocus={onFocus}
          onSource={onSource}
        />
      </div>
    </div>
  )
}

function SaveStatus({ saving, onDecide }: { saving: Saving; onDecide: () => void }) {
  const text = useMessages(messages)
  const { state, autosave } = saving
  return (
    <div role="status" className="flex items-center px-2 text-sm whitespace-nowrap text-muted">
      {state.kind === 'saved' && <span className="max-md:sr-only">{text.saved}</span>}
      {state.kind === 'dirty' && <span className="max-md:sr-only">{text.dirty}</span>}
      {state.kind === 'saving' && <span className="max-md:sr-only">{text.saving}</span>}
      {state.kind === 'offline' && (
        <span className="flex items-center gap-1.5 text-warning">
          <CloudOff aria-hidden className="size-4" />
          <span className="max-md:sr-only">{text.offline}</span>
        </span>
      )}
      {state.kind === 'conflict' && (
        <Button size="small" variant="danger" icon={CircleAlert} onClick={onDecide}>
          <span className="max-md:sr-only">{text.conflict}</span>
        </Button>
      )}
      {state.kind === 'failed' && (
        <span className="flex items-center gap-1.5 text-danger">
          <CircleAlert aria-hidden className="size-4" />
          <span className="max-md:sr-only" title={(state.error as Error).message}>
            {text.failed}
          </span>
          <Button size="small" onClick={() => void autosave.flush()}>
            {text.retry}
          </Button>
        </span>
      )}
    </div>
  )
}

interface MoreMenuProps {
  document: ArticleDocument
  mayWrite: boolean
  onFind: () => void
  onFocus: () => void
  onSource: () => void
}

function MoreMenu({ document, mayWrite, onFind, onFocus, onSource }: MoreMenuProps) {
  const text = useMessages(messages)
  const navigate = useNavigate()
  const [isDeleting, setDeleting] = useState(false)
  const remove = useAction('DELETE /documents/{document_id}', ['documents'])
  const download = (format: string) => () =>
    location.assign(
      hrefOf('GET /documents/{document_id}/export', { document_id: document.id, format }),
    )
  return (
    <>
      <Menu
        label={text.more}
        align="end"
        groups={[
          {
            items: [
              { id: 'find', label: text.find, icon: Search, onSelect: onFind },
              { id: 'focus', label: text.focusMode, icon: Focus, onSelect: onFocus },
              { id: 'source', label: text.sourceView, icon: FileCode2, onSelect: onSource },
            ],
          },
          {
            label: text.export,
            items: [
              {
                id: 'md',
                label: text.exportMarkdown,
                icon: Download,
                onSelect: download('markdown'),
              },
              { id: 'html', label: text.exportHtml, icon: Download, onSelect: download('html') },
              { id: 'json', label: text.exportJson, icon: Download, onSelect: download('json') },
            ],
          },
          {
            items: mayWrite
              ? [
                  {
                    id: 'delete',
                    label: text.delete,
                    icon: Trash2,
                    isDangerous: true,
                    onSelect: () => setDeleting(true),
                  },
                ]
              : [],
          },
        ]}
        trigger={(props) => (
          <IconButton icon={Ellipsis} size="small" label={text.more} {...props} />
        )}
      />
      {isDeleting && (
        <ConfirmDialog
          title={text.deleteTitle}
          action={text.deleteAction}
          isPending={remove.isPending}
          error={remove.error}
          onClose={() => setDeleting(false)}
          onConfirm={() =>
            remove.mutate(
              { document_id: document.id },
              {
                onSuccess() {
                  showToast({ message: text.deleted })
                  void navigate({ to: '/articles' })
                },
              },
            )
          }
        >
          {text.deleteText}
        </ConfirmDialog>
      )}
    </>
  )
}
