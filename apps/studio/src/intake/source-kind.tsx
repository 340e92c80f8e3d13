import { Captions, FileCode, FileText, FileType, Mic } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { useMessages } from '../messages/define-messages.ts'
import { messages } from './messages.ts'

const kinds: Readonly<Record<string, [LucideIcon, keyof ReturnType<typeof messages>]>> = {
  text: [FileText, 'kindText'],
  markdown: [FileText, 'kindMarkdown'],
  transcript: [Mic, 'kindTranscript'],
  vtt: [Captions, 'kindSubtitles'],
  srt: [Captions, 'kindSubtitles'],
  html: [FileCode, 'kindWeb'],
  pdf: [FileType, 'kindPdf'],
  docx: [FileType, 'kindWord'],
}

/** What a source is, as a sign and a word. */
export function useSourceKind(kind: string): { icon: LucideIcon; name: string } {
  const text = useMessages(messages)
  const [icon, name] = kinds[kind] ?? [FileText, null]
  return { icon, name: name === null ? kind : (text[name] as string) }
}

/** What a source is called; pasted text may have no name. */
export function useSourceTitle(): (source: {
  title: string | null
  file_name: string | null
}) => string {
  const text = useMessages(messages)
  return ({ title, file_name: fileName }) => title ?? fileName ?? text.pasted
}
