import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useMessages } from '../../../messages/define-messages.ts'
import { showToast } from '../../../ui/toasts.ts'
import { messages } from '../images-messages.ts'
import { uploadImage } from '../saving/upload-image.ts'
import type { Medium } from '../saving/upload-image.ts'

interface ImageUploads {
  /** How many are under way. */
  count: number
  start: (files: readonly File[]) => void
}

/** Uploads for a section that are not put into its text: each on its own, so one that fails fails alone. */
export function useImageUploads(options: {
  documentId: string
  sectionId: string
  onFlush: () => Promise<void>
  onUploaded: (medium: Medium) => void
}): ImageUploads {
  const { documentId, sectionId, onFlush, onUploaded } = options
  const text = useMessages(messages)
  const client = useQueryClient()
  const [count, setCount] = useState(0)

  async function upload(file: File): Promise<void> {
    setCount((before) => before + 1)
    try {
      await onFlush()
      onUploaded(await uploadImage(documentId, sectionId, file))
      await client.invalidateQueries({ queryKey: ['media'] })
    } catch (error) {
      showToast({
        message: (error as Error).message,
        tone: 'danger',
        action: { label: text.retry, onSelect: () => void upload(file) },
      })
    } finally {
      setCount((before) => before - 1)
    }
  }

  return { count, start: (files) => files.forEach((file) => void upload(file)) }
}
