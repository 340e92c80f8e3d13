import { isSafeAddress, schema } from '@galley/markdown'
import type { EditorState } from 'prosemirror-state'
import { useState } from 'react'
import { useMessages } from '../messages/define-messages.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { ArticleEditor } from './create-editor.ts'
import { messages } from './messages.ts'

const { link } = schema.marks

/** The address that the chosen words lead to. */
export function LinkDialog({ editor, onClose }: { editor: ArticleEditor; onClose: () => void }) {
  const text = useMessages(messages)
  const [before] = useState(() => linkAt(editor.getState()))
  const [address, setAddress] = useState(before?.href ?? '')
  const [isUnsafe, setUnsafe] = useState(false)

  function close() {
    onClose()
    editor.view.focus()
  }

  function apply(href: string | null) {
    editor.run((state, dispatch) => {
      const { from, to } = before ?? state.selection
      const { tr } = state
      tr.removeMark(from, to, link)
      if (href !== null && from === to) {
        tr.insert(from, schema.text(href, [link.create({ href })]))
      } else if (href !== null) tr.addMark(from, to, link.create({ href }))
      dispatch?.(tr)
      return true
    })
    close()
  }

  return (
    <Dialog
      title={text.linkTitle}
      size="small"
      onClose={close}
      actions={
        before && (
          <Button variant="quiet" onClick={() => apply(null)}>
            {text.removeLink}
          </Button>
        )
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          const href = withScheme(address.trim())
          setUnsafe(!isSafeAddress(href) || href === '')
          if (isSafeAddress(href) && href !== '') apply(href)
        }}
      >
        <TextField
          label={text.linkAddress}
          hint={text.linkHint}
          value={address}
          inputMode="url"
          autoFocus
          error={isUnsafe ? text.linkUnsafe : undefined}
          onChange={(event) => setAddress(event.target.value)}
        />
        <Button type="submit" variant="primary">
          {text.apply}
        </Button>
      </form>
    </Dialog>
  )
}

/** `example.com` is meant as a page of the web. */
const withScheme = (address: string): string =>
  /^[\w-]+(\.[\w-]+)+(?:[/?#:]|$)/.test(address) && !/^[a-z]+:/i.test(address)
    ? `https://${address}`
    : address

/** The link around the cursor, with how far it reaches. */
function linkAt({
  selection,
  doc,
}: EditorState): { href: string; from: number; to: number } | null {
  const { $from, from, to, empty } = selection
  const mark = link.isInSet(empty ? $from.marks() : ($from.nodeAfter?.marks ?? []))
  if (!mark) return null
  const { parent } = $from
  let [start, end] = [from, to]
  const isLinked = (position: number) =>
    position >= $from.start() &&
    position < $from.start() + parent.content.size &&
    doc.rangeHasMark(position, position + 1, mark.type)
  while (isLinked(start - 1)) start -= 1
  while (isLinked(end)) end += 1
  return { href: mark.attrs['href'] as string, from: start, to: end }
}
