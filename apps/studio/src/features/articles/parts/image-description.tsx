import { useState } from 'react'
import { useAction } from '../../../api/queries.ts'
import type { ArticleEditor } from '../../../editor/create-editor.ts'
import { describeImage } from '../../../editor/section-images.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { useFormats } from '../../../messages/formats.ts'
import { Button } from '../../../ui/button.tsx'
import { FocalPoint } from '../../../ui/focal-point.tsx'
import type { FocalPlace } from '../../../ui/focal-point.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import { showToast } from '../../../ui/toasts.ts'
import { messages } from '../images-messages.ts'
import type { Medium } from '../saving/upload-image.ts'

interface ImageDescriptionProps {
  editor: ArticleEditor
  medium: Medium
  isDisabled: boolean
}

/** What an image shows, in words, and what of it has to stay in sight. */
export function ImageDescription({ editor, medium, isDisabled }: ImageDescriptionProps) {
  const text = useMessages(messages)
  const { percent } = useFormats()
  const [alt, setAlt] = useState(medium.alt_text)
  const [focus, setFocus] = useState({ x: medium.focal_x, y: medium.focal_y })
  const update = useAction('PATCH /media/{media_id}')

  function move(place: FocalPlace) {
    setFocus(place)
    update.mutate({ media_id: medium.id, focal_x: place.x, focal_y: place.y })
  }

  function saveAlt() {
    update.mutate(
      { media_id: medium.id, alt_text: alt },
      {
        onSuccess(saved) {
          editor.run(describeImage(medium.url, medium.alt_text, saved.alt_text))
          showToast({ message: text.altSaved })
        },
      },
    )
  }

  return (
    <>
      <div>
        <p className="mb-1.5 text-sm font-medium">{text.focal}</p>
        <FocalPoint
          src={medium.url}
          label={text.focal}
          describe={({ x, y }) => text.focalPlace(percent(x), percent(y))}
          value={focus}
          isDisabled={isDisabled}
          onChange={move}
        />
        <p className="mt-1.5 text-sm text-muted">{text.focalHint}</p>
      </div>
      <form
        className="flex flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          saveAlt()
        }}
      >
        <TextArea
          label={text.alt}
          hint={text.altHint}
          rows={2}
          maxLength={1000}
          value={alt}
          readOnly={isDisabled}
          onChange={(event) => setAlt(event.target.value)}
        />
        {!isDisabled && alt !== medium.alt_text && (
          <Button type="submit" size="small" className="self-start" isPending={update.isPending}>
            {text.saveAlt}
          </Button>
        )}
        {update.error && <ProblemNote error={update.error} />}
      </form>
    </>
  )
}
