import { isSafeAddress, schema } from '@galley/markdown'
import { useState } from 'react'
import { useMessages } from '../messages/define-messages.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { FileDrop } from '../ui/file-drop.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { ArticleEditor } from './create-editor.ts'
import { canUpload, startUploads } from './image-uploads.ts'
import { messages } from './messages.ts'

/** Images by uploading them, or one of the web by its address. */
export function ImageDialog({ editor, onClose }: { editor: ArticleEditor; onClose: () => void }) {
  const text = useMessages(messages)
  const [src, setSrc] = useState('')
  const [alt, setAlt] = useState('')
  const [isUnsafe, setUnsafe] = useState(false)
  const hasUpload = canUpload(editor.view)

  function close() {
    onClose()
    editor.view.focus()
  }

  return (
    <Dialog title={text.imageTitle} size="small" onClose={close}>
      {hasUpload && (
        <div className="mb-5">
          <FileDrop
            label={text.imageUpload}
            hint={text.imageUploadHint}
            accept="image/png,image/jpeg,image/webp,image/gif"
            isMultiple
            onFiles={(files) => {
              close()
              startUploads(editor.view, files)
            }}
          />
        </div>
      )}
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          const isUsable = /^https?:\/\//.test(src.trim()) && isSafeAddress(src, 'image')
          setUnsafe(!isUsable)
          if (!isUsable) return
          editor.run((state, dispatch) => {
            const image = schema.nodes.image.create({ src: src.trim(), alt })
            dispatch?.(state.tr.replaceSelectionWith(image).scrollIntoView())
            return true
          })
          close()
        }}
      >
        <TextField
          label={text.imageAddress}
          hint={text.imageAddressHint}
          value={src}
          inputMode="url"
          autoFocus={!hasUpload}
          required
          error={isUnsafe ? text.linkUnsafe : undefined}
          onChange={(event) => setSrc(event.target.value)}
        />
        <TextField
          label={text.imageAlt}
          hint={text.imageAltHint}
          value={alt}
          onChange={(event) => setAlt(event.target.value)}
        />
        <Button type="submit" variant={hasUpload ? 'secondary' : 'primary'}>
          {text.apply}
        </Button>
      </form>
    </Dialog>
  )
}
