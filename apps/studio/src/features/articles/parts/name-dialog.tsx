import type { Output } from '../../../api/call.ts'
import { fieldErrors } from '../../../api/errors.ts'
import { useAction } from '../../../api/queries.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { messages } from '../desk-messages.ts'

interface NameDialogProps {
  documentId: string
  version: Output<'GET /documents/{document_id}/versions'>['items'][number]
  onClose: () => void
}

/** A name for a version that somebody will look for again; an empty one takes it away. */
export function NameDialog({ documentId, version, onClose }: NameDialogProps) {
  const text = useMessages(messages)
  const rename = useAction('PATCH /documents/{document_id}/versions/{version}', ['documents'])
  const fields = fieldErrors(rename.error)
  return (
    <Dialog title={text.nameTitle(version.version)} size="small" onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          const name = String(new FormData(event.currentTarget).get('name')).trim()
          rename.mutate(
            { document_id: documentId, version: String(version.version), name: name || null },
            { onSuccess: onClose },
          )
        }}
      >
        <TextField
          label={text.versionName}
          hint={text.versionNameHint}
          name="name"
          autoFocus
          maxLength={120}
          defaultValue={version.name ?? ''}
          error={fields.name}
        />
        {!fields.name && <ProblemNote error={rename.error} />}
        <Button type="submit" variant="primary" isPending={rename.isPending}>
          {text.save}
        </Button>
      </form>
    </Dialog>
  )
}
