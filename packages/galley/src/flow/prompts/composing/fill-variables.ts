import type { PromptContent, PromptValues } from '../content.ts'

/** `{{ name }}`: whatever stands in the braces, so that a slip is seen as one. */
const PLACEHOLDER = /\{\{\s*([^{}]{1,80}?)\s*\}\}/gu

/** The fields of a prompt that variables may stand in. */
const filledFields = ['tone', 'format', 'audience', 'instruction'] as const

export interface FilledPrompt extends Pick<PromptContent, (typeof filledFields)[number]> {
  /** Named in a text and declared nowhere; left in the text as they are. */
  unknown: string[]
  /** Named in a text, and neither a value nor a default is there. */
  empty: string[]
  /** Declared and named in no text. */
  unused: string[]
}

/**
 * Puts values in the place of variables, once: what a value says is never filled in again.
 *
 * @example
 * fillVariables(PromptContent.parse({ purpose: 'article', tone: 'warm', instruction: 'On {{topic}}.' }), {})
 * // { tone: 'warm', instruction: 'On {{topic}}.', unknown: ['topic'], empty: [], unused: [], … }
 */
export function fillVariables(content: PromptContent, values: PromptValues): FilledPrompt {
  const known = new Map(
    content.variables.map(({ name, default: standard }) => [
      name,
      // An emptied field means the default, as it is shown in its place.
      (Object.hasOwn(values, name) && values[name]!.trim()) || standard.trim(),
    ]),
  )
  const named = new Set<string>()
  const fill = (text: string) =>
    text.replace(PLACEHOLDER, (whole, name: string) => {
      named.add(name)
      return known.get(name) ?? whole
    })
  const [tone, format, audience, instruction] = filledFields.map((field) => fill(content[field]))
  return {
    tone: tone!,
    format: format!,
    audience: audience!,
    instruction: instruction!,
    unknown: [...named].filter((name) => !known.has(name)),
    empty: [...named].filter((name) => known.get(name) === ''),
    unused: [...known.keys()].filter((name) => !named.has(name)),
  }
}
