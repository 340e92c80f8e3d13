import { useQuery } from '@tanstack/react-query'
import { ImageOff, ImagePlus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { query, useAction } from '../../../api/queries.ts'
import { useMay } from '../../../app/session.ts'
import { sectionAt } from '../../../editor/commands.ts'
import type { ArticleEditor } from '../../../editor/create-editor.ts'
import { findSection, imagesOf, insertImage, removeImage } from '../../../editor/section-images.ts'
import { useEditorState } from '../../../editor/use-editor.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { useFormats } from '../../../messages/formats.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { Callout } from '../../../ui/callout.tsx'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { FileDrop } from '../../../ui/file-drop.tsx'
import { QueryView } from '../../../ui/query-view.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { showToast } from '../../../ui/toasts.ts'
import { messages } from '../images-messages.ts'
import type { ArticleDocument } from '../saving/article-text.ts'
import { IMAGE_TYPES } from '../saving/upload-image.ts'
import type { Medium } from '../saving/upload-image.ts'
import { ImageDescription } from './image-description.tsx'
import { useImageUploads } from './use-image-uploads.ts'

interface ImagesPanelProps {
  editor: ArticleEditor
  document: ArticleDocument
  mayWrite: boolean
  /** Saves first, so that a new section is known by its name. */
  onFlush: () => Promise<void>
}

/** The images of the section with the cursor, or of the one that had it last. */
export function ImagesPanel({ editor, document, mayWrite, onFlush }: ImagesPanelProps) {
  const text = useMessages(messages)
  const state = useEditorState(editor)
  const atCursor = (sectionAt(state)?.node.attrs['id'] as string | undefined) ?? null
  const [inHand, setInHand] = useState(atCursor)
  if (atCursor !== null && atCursor !== inHand) setInHand(atCursor)
  const section = inHand === null ? null : findSection(state.doc, inHand)
  if (inHand === null || !section) return <p className="text-sm text-muted">{text.noSection}</p>
  return (
    <>
      <p className="mb-4 text-sm text-muted">
        {text.imagesOf(section.node.firstChild?.textContent || text.untitled)}
      </p>
      <SectionImages
        key={inHand}
        editor={editor}
        document={document}
        sectionId={inHand}
        mayWrite={mayWrite}
        onFlush={onFlush}
      />
    </>
  )
}

function SectionImages({
  editor,
  document,
  sectionId,
  mayWrite,
  onFlush,
}: ImagesPanelProps & { sectionId: string }) {
  const text = useMessages(messages)
  const mayUpload = useMay('media.write')
  const state = useEditorState(editor)
  const [chosen, setChosen] = useState<string | null>(null)
  const list = useQuery(
    query('GET /media', { document_id: document.id, section_id: sectionId, limit: 100 }),
  )
  const uploads = useImageUploads({
    documentId: document.id,
    sectionId,
    onFlush,
    onUploaded: (medium) => setChosen(medium.id),
  })
  const named = imagesOf(state.doc, sectionId)
  const foreign = named.filter(({ src }) => /^https?:/i.test(src) && !isOurs(src))

  return (
    <div className="flex flex-col gap-5">
      {mayUpload && (
        <div>
          <FileDrop
            label={text.upload}
            hint={text.uploadHint}
            accept={IMAGE_TYPES}
            isMultiple
            onFiles={uploads.start}
          />
          <p className="mt-2 text-sm text-muted">{text.uploadPrivacy}</p>
        </div>
      )}
      <p role="status" className={uploads.count > 0 ? 'text-sm text-muted' : 'sr-only'}>
        {uploads.count > 0 && text.uploadingCount(uploads.count)}
      </p>
      <QueryView query={list} skeleton={<SkeletonGrid />}>
        {({ items }) => {
          const isNamed = (medium: Medium) => named.some(({ src }) => src.endsWith(medium.url))
          const current = items.find(({ id }) => id === chosen) ?? items.find(isNamed) ?? items[0]
          if (!current) {
            return (
              <p className="flex items-center gap-2 text-sm text-muted">
                <ImageOff aria-hidden className="size-4 shrink-0" />
                {text.empty}
              </p>
            )
          }
          return (
            <>
              <Grid
                items={items}
                current={current}
                isNamed={isNamed}
                onChoose={({ id }) => setChosen(id)}
              />
              <Details
                key={current.id}
                editor={editor}
                sectionId={sectionId}
                medium={current}
                isNamed={isNamed(current)}
                mayWrite={mayWrite}
                mayDescribe={mayUpload}
              />
            </>
          )
        }}
      </QueryView>
      {foreign.length > 0 && (
        <Callout tone="warning" title={text.foreign(foreign.length)}>
          <p>{text.foreignText}</p>
          <ul className="mt-1">
            {foreign.map(({ src }, index) => (
              <li key={`${src}-${index}`} className="truncate">
                {src}
              </li>
            ))}
          </ul>
        </Callout>
      )}
    </div>
  )
}

const isOurs = (src: string) => src.startsWith(`${location.origin}/api/v1/media/`)

interface GridProps {
  items: readonly Medium[]
  current: Medium
  isNamed: (medium: Medium) => boolean
  onChoose: (medium: Medium) => void
}

function Grid({ items, current, isNamed, onChoose }: GridProps) {
  const text = useMessages(messages)
  return (
    <ul aria-label={text.images} className="grid grid-cols-3 gap-2">
      {items.map((medium, index) => (
        <li key={medium.id}>
          <button
            type="button"
            aria-pressed={medium.id === current.id}
            onClick={() => onChoose(medium)}
            className="relative block aspect-square w-full overflow-hidden rounded border border-line bg-sunken hover:border-edge aria-pressed:border-accent aria-pressed:ring-2 aria-pressed:ring-accent"
          >
            <img
              src={medium.url}
              alt={medium.alt_text || text.image(medium.file_name ?? String(index + 1))}
              loading="lazy"
              style={{
                objectPosition: `${medium.focal_x * 100}% ${medium.focal_y * 100}%`,
              }}
              className="size-full object-cover"
            />
            {isNamed(medium) && (
              <span className="absolute start-1 bottom-1">
                <Badge tone="success">{text.inText}</Badge>
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  )
}

interface DetailsProps {
  editor: ArticleEditor
  sectionId: string
  medium: Medium
  isNamed: boolean
  mayWrite: boolean
  mayDescribe: boolean
}

function Details({ editor, sectionId, medium, isNamed, mayWrite, mayDescribe }: DetailsProps) {
  const text = useMessages(messages)
  const { bytes } = useFormats()
  const [isDeleting, setDeleting] = useState(false)
  const remove = useAction('DELETE /media/{media_id}')
  const { url: src, alt_text: alt } = medium
  return (
    <div className="flex flex-col gap-4">
      {mayWrite && (
        <div className="flex flex-wrap gap-2">
          <Button
            variant={isNamed ? 'secondary' : 'primary'}
            icon={ImagePlus}
            onClick={() => editor.run(insertImage(sectionId, { src, alt }))}
          >
            {text.putIn}
          </Button>
          {isNamed && (
            <Button icon={ImageOff} onClick={() => editor.run(removeImage(sectionId, src))}>
              {text.takeOut}
            </Button>
          )}
        </div>
      )}
      <ImageDescription editor={editor} medium={medium} isDisabled={!mayDescribe} />
      <p className="text-sm text-muted">
        {text.facts(medium.width, medium.height, bytes(medium.size))}
      </p>
      {mayDescribe && !isNamed && (
        <Button
          variant="quiet"
          size="small"
          icon={Trash2}
          className="-ms-2 self-start text-danger"
          onClick={() => setDeleting(true)}
        >
          {text.delete}
        </Button>
      )}
      {isDeleting && (
        <ConfirmDialog
          title={text.deleteTitle}
          action={text.deleteAction}
          isPending={remove.isPending}
          error={remove.error}
          onClose={() => setDeleting(false)}
          onConfirm={() =>
            remove.mutate(
              { media_id: medium.id },
              {
                onSuccess() {
                  setDeleting(false)
                  showToast({ message: text.deleted })
                },
              },
            )
          }
        >
          {text.deleteText}
        </ConfirmDialog>
      )}
    </div>
  )
}

function SkeletonGrid() {
  return (
    <div className="grid grid-cols-3 gap-2">
      {[1, 2, 3].map((each) => (
        <Skeleton key={each} className="aspect-square w-full" />
      ))}
    </div>
  )
}
