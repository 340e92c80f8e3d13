import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { query } from '../../../api/queries.ts'
import { useMay } from '../../../app/session.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { messages } from '../prompt-messages.ts'

interface PromptUsedProps {
  /** As a version's provenance names them; those of the workspace are `<template id>@<version>`. */
  prompts: readonly string[]
}

/** Which of the workspace's prompts took part in a version. */
export function PromptUsed({ prompts }: PromptUsedProps) {
  const mayRead = useMay('prompts.read')
  if (!mayRead) return null
  return prompts.flatMap((reference) => {
    const [, id, version] = /^(ptl_\w+)@(\d+)$/.exec(reference) ?? []
    return id && version ? [<OnePrompt key={reference} id={id} version={Number(version)} />] : []
  })
}

function OnePrompt({ id, version }: { id: string; version: number }) {
  const text = useMessages(messages)
  const { data, isError } = useQuery({
    ...query('GET /prompt-templates/{template_id}', { template_id: id }),
    retry: false,
  })
  if (isError) return <p className="text-xs text-muted">{text.promptGone}</p>
  if (!data) return null
  return (
    <p className="text-xs text-muted">
      <Link
        to="/prompts/$templateId"
        params={{ templateId: id }}
        search={{ tab: 'history' }}
        className="underline hover:text-ink"
      >
        {text.promptUsed(data.name, version)}
      </Link>
    </p>
  )
}
