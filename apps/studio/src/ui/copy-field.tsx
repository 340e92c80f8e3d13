import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useMessages } from '../messages/define-messages.ts'
import { copyText } from './copy-text.ts'
import { IconButton } from './icon-button.tsx'
import { messages } from './messages.ts'

const SAID_MS = 2000

/** Puts a text on the clipboard, and says whether it is there. */
export function CopyButton({ value, label }: { value: string; label?: string }) {
  const text = useMessages(messages)
  const [said, setSaid] = useState<'copied' | 'notCopied' | null>(null)
  async function copy() {
    setSaid((await copyText(value)) ? 'copied' : 'notCopied')
    setTimeout(() => setSaid(null), SAID_MS)
  }
  return (
    <>
      <IconButton
        icon={said === 'copied' ? Check : Copy}
        label={said ? text[said] : (label ?? text.copy)}
        onClick={() => void copy()}
      />
      <span role="status" className="sr-only">
        {said && text[said]}
      </span>
    </>
  )
}

/** A value to take along: a key, a link, a record. */
export function CopyField({ label, value }: { label: string; value: string }) {
  return (
    <div className="text-sm">
      <p className="mb-1.5 font-medium">{label}</p>
      <div className="flex items-center rounded border border-edge bg-sunken ps-3">
        <code className="min-w-0 flex-1 py-2 font-mono text-xs break-all select-all">{value}</code>
        <CopyButton value={value} label={label} />
      </div>
    </div>
  )
}
