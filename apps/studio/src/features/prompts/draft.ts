import type { Input, Output } from '../../api/call.ts'

export type Template = Output<'GET /prompt-templates/{template_id}'>
export type PromptContent = Template['content']
export type PromptVersion = Output<'GET /prompt-templates/{template_id}/versions'>['items'][number]
export type PromptVariable = PromptContent['variables'][number]
export type PromptRun = Output<'GET /prompt-runs'>['items'][number]
export type TryRequest = Input<'POST /steps/prompt.try'>

/** What is being written: a prompt with its name, saved or not. */
export interface Draft {
  name: string
  description: string
  content: PromptContent
}

export const blankContent: PromptContent = {
  purpose: 'article',
  tone: '',
  format: '',
  audience: '',
  length: null,
  language: null,
  instruction: '',
  variables: [],
  source_ids: [],
  document_ids: [],
}

const NAME = /^[a-z][a-z0-9_]{0,39}$/
const PLACEHOLDER = /\{\{\s*([^{}]{1,80}?)\s*\}\}/gu

/**
 * The content with exactly the variables that its texts name, in their order. What is known of those
 * that stand nowhere at the moment is left to the draft, so that a text can be taken out and put back.
 *
 * @example
 * withVariables({ ...blankContent, instruction: 'On {{topic}}.' }).variables // [{ name: 'topic', label: '', default: '' }]
 */
export function withVariables(content: PromptContent): PromptContent {
  const texts = [content.tone, content.format, content.audience, content.instruction]
  const names = texts.flatMap((text) => [...text.matchAll(PLACEHOLDER)].map(([, name]) => name!))
  const variables = [...new Set(names)]
    .filter((name) => NAME.test(name))
    .map(
      (name) =>
        content.variables.find((known) => known.name === name) ?? { name, label: '', default: '' },
    )
  return { ...content, variables }
}

/** The draft with something else known of a variable. */
export function changeVariable(content: PromptContent, changed: PromptVariable): PromptContent {
  const others = content.variables.filter(({ name }) => name !== changed.name)
  return { ...content, variables: [...others, changed] }
}

export function isSameDraft(one: Draft, other: Draft): boolean {
  const facts = ({ name, description, content }: Draft) =>
    JSON.stringify([name, description, Object.entries(withVariables(content)).sort()])
  return facts(one) === facts(other)
}

/** Only the values of variables that there are: the server takes no others. */
export function valuesFor(
  { variables }: PromptContent,
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    variables.flatMap(({ name }) => (values[name]?.trim() ? [[name, values[name]]] : [])),
  )
}

export const without = (ids: readonly string[], gone: string): string[] =>
  ids.filter((id) => id !== gone)
