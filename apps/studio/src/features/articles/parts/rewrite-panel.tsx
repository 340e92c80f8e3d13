import { hashSection } from '@galley/markdown'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Sparkles, Square } from 'lucide-react'
import type { Node } from 'prosemirror-model'
import { useDeferredValue, useState } from 'react'
import { call } from '../../../api/call.ts'
import { query, useAction } from '../../../api/queries.ts'
import type { ArticleEditor } from '../../../editor/create-editor.ts'
import { sectionChanges } from '../../../editor/section-changes.ts'
import { useEditorState } from '../../../editor/use-editor.ts'
import { useProposalMarks } from '../../../editor/use-proposal-marks.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { useFormats } from '../../../messages/formats.ts'
import { Button } from '../../../ui/button.tsx'
import { Callout } from '../../../ui/callout.tsx'
import { Checkbox } from '../../../ui/choice.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { SelectField } from '../../../ui/select-field.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { messages } from '../rewrite-messages.ts'
import type { ArticleDocument } from '../saving/article-text.ts'
import { streamRewrite } from '../saving/rewrite-stream.ts'
import type { RewriteRequest } from '../saving/rewrite-stream.ts'
import { ChoosePrompt, readPrompt } from './choose-prompt.tsx'
import { proposedSection } from './decision.tsx'
import { Proposals } from './proposals.tsx'
import { useIsWide } from './use-is-wide.ts'

export type RewriteAction = RewriteRequest['action']

export const rewriteActions: readonly RewriteAction[] = [
  'regenerate',
  'shorten',
  'lengthen',
  'rewrite',
  'tone',
  'translate',
  'instruct',
]

/** Those that the embedded writer does too, in one variation. */
const withoutModel: ReadonlySet<RewriteAction> = new Set(['regenerate', 'shorten', 'lengthen'])

interface RewritePanelProps {
  editor: ArticleEditor
  document: ArticleDocument
  sectionId: string
  action: RewriteAction
  /** Sends what is not saved yet: the server reworks what it has. */
  onFlush: () => Promise<void>
  onAction: (action: RewriteAction) => void
}

/** One section in other words: proposals beside each other, each change to be taken or left. */
export function RewritePanel({
  editor,
  document,
  sectionId,
  action,
  onFlush,
  onAction,
}: RewritePanelProps) {
  const text = useMessages(messages)
  const { data: models } = useQuery(query('GET /models', {}))
  const [count, setCount] = useState(1)
  const [words, setWords] = useState<readonly string[]>([])
  const [jobId, setJobId] = useState<string | null>(null)
  const section = document.content.parts.find(({ id }) => id === sectionId)
  const node = useEditorState(editor).doc.children.find(({ attrs }) => attrs['id'] === sectionId)
  const hasModel = models?.items.some(({ provider }) => provider !== 'embedded') ?? false
  const isPossible = hasModel || withoutModel.has(action)
  const cancel = useAction('POST /jobs/{job_id}/cancel', ['jobs'])

  const start = useMutation({
    async mutationFn(options: Partial<RewriteRequest>) {
      setWords([])
      setJobId(null)
      await onFlush()
      const fresh = await call('GET /documents/{document_id}', { document_id: document.id })
      const part = fresh.content.parts.find(({ id }) => id === sectionId)
      const request: RewriteRequest = {
        document_id: document.id,
        section_id: sectionId,
        action,
        ...options,
        ...(hasModel && { count }),
        ...(part && { base_hash: await hashSection(part.markdown) }),
      }
      const listener = {
        onJob: setJobId,
        onWords: (variation: number, more: string) =>
          setWords((before) => {
            const next = [...before]
            next[variation] = (next[variation] ?? '') + more
            return next
          }),
      }
      return streamRewrite(request, listener, new AbortController().signal)
    },
  })

  if (!section || !node) return <p className="text-sm text-muted">{text.gone}</p>
  return (
    <div className="flex flex-col gap-5">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          start.mutate(readOptions(new FormData(event.currentTarget)))
        }}
      >
        <p className="font-serif text-lg">{section.heading}</p>
        <SelectField
          label={text.what}
          value={action}
          options={rewriteActions.map((value) => ({ value, label: text[value] }))}
          onChange={(event) => onAction(event.target.value as RewriteAction)}
        />
        {action === 'tone' && (
          <TextField
            label={text.toneLabel}
            name="tone"
            hint={text.toneHint}
            required
            maxLength={200}
          />
        )}
        {action === 'translate' && (
          <TextField
            label={text.languageLabel}
            name="language"
            hint={text.languageHint}
            required
            maxLength={35}
          />
        )}
        {action === 'instruct' && (
          <TextArea label={text.instructionLabel} name="instruction" required maxLength={2000} />
        )}
        {hasModel && (
          <div className="grid grid-cols-2 gap-3">
            <SelectField
              label={text.model}
              name="model"
              options={[
                { value: '', label: text.standardModel },
                ...(models?.items ?? []).map(({ id }) => ({ value: id, label: id })),
              ]}
            />
            <SelectField
              label={text.howMany}
              value={String(count)}
              options={['1', '2', '3', '4', '5'].map((value) => ({ value, label: value }))}
              onChange={(event) => setCount(Number(event.target.value))}
            />
          </div>
        )}
        {hasModel && <ChoosePrompt purpose="section" />}
        {section.is_edited && (
          <Checkbox
            name="include_edited"
            label={text.includeEdited}
            hint={text.includeEditedHint}
          />
        )}
        {!isPossible && <Callout tone="warning">{text.needsModel}</Callout>}
        <ProblemNote error={start.error} />
        <div className="flex gap-2">
          <Button
            type="submit"
            variant="primary"
            icon={Sparkles}
            isPending={start.isPending}
            disabled={!isPossible}
          >
            {text.start}
          </Button>
          {start.isPending && jobId && (
            <Button icon={Square} onClick={() => cancel.mutate({ job_id: jobId })}>
              {text.cancel}
            </Button>
          )}
        </div>
        {isPossible && (
          <Estimate
            request={{
              document_id: document.id,
              section_id: sectionId,
              action,
              include_edited: true,
              ...(hasModel && { count }),
              ...neededWords(action),
            }}
          />
        )}
        <p className="text-xs text-muted">{text.nothingStored}</p>
      </form>
      {start.isPending ? (
        words.length > 0 && <Writing editor={editor} section={node} words={words} />
      ) : (
        <Proposals editor={editor} document={document} section={node} onFlush={onFlush} />
      )}
    </div>
  )
}

const nothing: ReadonlySet<number> = new Set()

interface WritingProps {
  editor: ArticleEditor
  section: Node
  /** What there is of each variation. */
  words: readonly string[]
}

/** What is being written: the first variation in the text, against the old one; others here. */
function Writing({ editor, section, words }: WritingProps) {
  const isWide = useIsWide()
  const first = useDeferredValue(words[0] ?? '')
  useProposalMarks(editor, {
    section,
    changes: first ? sectionChanges(section, proposedSection(section, first)) : [],
    left: nothing,
    current: null,
    isWriting: true,
    label: String,
    onToggle: () => undefined,
  })
  // On a narrow screen the panel lies over the text.
  const beside = isWide ? words.slice(1) : words
  return (
    <div aria-live="off" className="flex flex-col gap-4 border-t border-line pt-4 empty:hidden">
      {beside.map((written, index) => (
        <p key={index} className="font-serif leading-relaxed whitespace-pre-wrap text-muted">
          {written}
        </p>
      ))}
    </div>
  )
}

/** What an action cannot be estimated without; how long it is hardly matters. */
const neededWords = (action: RewriteAction) => ({
  ...(action === 'tone' && { tone: 'plain' }),
  ...(action === 'translate' && { language: 'en' }),
  ...(action === 'instruct' && { instruction: 'Change it.' }),
})

/** What it costs at most, before anything is asked. */
function Estimate({ request }: { request: RewriteRequest }) {
  const text = useMessages(messages)
  const { money } = useFormats()
  const { data } = useQuery({
    ...query('POST /steps/section.rewrite/estimate', request),
    staleTime: 60_000,
    retry: false,
  })
  return (
    <p className="min-h-5 text-sm text-muted">
      {data &&
        (data.cost_micros === null
          ? text.costUnknown
          : data.cost_micros === 0
            ? text.costFree
            : text.costAtMost(money(data.cost_micros)))}
    </p>
  )
}

function readOptions(form: FormData): Partial<RewriteRequest> {
  const read = (name: string) => String(form.get(name) ?? '').trim()
  return {
    ...readPrompt(form),
    ...(read('tone') && { tone: read('tone') }),
    ...(read('language') && { language: read('language') }),
    ...(read('instruction') && { instruction: read('instruction') }),
    ...(read('model') && { model: read('model') }),
    include_edited: form.get('include_edited') === 'on',
  }
}
