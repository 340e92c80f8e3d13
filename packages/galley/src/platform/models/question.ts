import { z } from 'zod'
import type { Prompt } from './contract.ts'
import { estimateTokens } from './tokens.ts'

/** What a prompt asks for when it does not say how much it needs. */
export const DEFAULT_OUTPUT_TOKENS = 8_192

/** An answer that did not fit may get more room, up to this. */
export const LARGEST_OUTPUT_TOKENS = 65_536

/** A wrong answer is shown back to the model up to this length. */
const SHOWN_BACK_CHARACTERS = 60_000

/** An earlier answer to the same question, and what was wrong with it. */
export interface Correction {
  answer: string
  problems: readonly string[]
}

export interface Question {
  instructions: string
  messages: { role: 'user' | 'assistant'; content: string }[]
  schema: z.core.JSONSchema.BaseSchema
  isStrictSchema: boolean
  maxOutputTokens: number
}

/** Puts the prompt into words, with what was wrong the last time. */
export function askQuestion<Input, Output>(
  prompt: Prompt<Input, Output>,
  input: Input,
  options: { correction?: Correction | undefined; maxOutputTokens: number; hasSchema: boolean },
): Question {
  const rendered = prompt.render(input)
  const schema = schemaOf(prompt)
  const messages: Question['messages'] = [{ role: 'user', content: rendered.prompt }]
  if (options.correction) messages.push(...correct(options.correction))
  const instructions = options.hasSchema
    ? rendered.instructions
    : `${rendered.instructions}\n\nAnswer with one JSON object that satisfies this JSON schema, and nothing else:\n${JSON.stringify(schema)}`
  return {
    instructions,
    messages,
    schema,
    isStrictSchema: isStrict(schema),
    maxOutputTokens: options.maxOutputTokens,
  }
}

/** The input's tokens, from above: the words, the schema, and what providers wrap around them. */
export function estimateInput(question: Question): number {
  const words = question.messages.map((message) => message.content).join('\n')
  const schema = JSON.stringify(question.schema)
  return (
    estimateTokens(question.instructions) + estimateTokens(words) + estimateTokens(schema) + 200
  )
}

function correct({ answer, problems }: Correction): Question['messages'] {
  const list = problems.map((problem) => `- ${problem}`).join('\n')
  const content = `That answer cannot be used:\n${list}\n\nAnswer again with the complete, corrected JSON and nothing else.`
  // Providers refuse an empty turn, so an empty answer is not shown back.
  if (answer.trim() === '') return [{ role: 'user', content }]
  return [
    { role: 'assistant', content: answer.slice(0, SHOWN_BACK_CHARACTERS) },
    { role: 'user', content },
  ]
}

const schemas = new WeakMap<object, z.core.JSONSchema.BaseSchema>()

function schemaOf(prompt: { output: z.ZodType }): z.core.JSONSchema.BaseSchema {
  let schema = schemas.get(prompt.output)
  if (!schema) {
    schema = close(
      z.toJSONSchema(prompt.output, {
        target: 'draft-7',
        io: 'input',
        reused: 'inline',
        unrepresentable: 'any',
      }),
    )
    schemas.set(prompt.output, schema)
  }
  return schema
}

type Node = Record<string, unknown>

/** Says of every object that it has no other properties, as strict modes demand. */
function close<T>(node: T): T {
  if (Array.isArray(node)) return node.map((item) => close(item)) as T
  if (typeof node !== 'object' || node === null) return node
  const copy: Node = {}
  for (const [key, value] of Object.entries(node)) copy[key] = close(value)
  if (
    copy['type'] === 'object' &&
    copy['properties'] &&
    copy['additionalProperties'] === undefined
  ) {
    copy['additionalProperties'] = false
  }
  return copy as T
}

/** Strict modes accept only objects whose every property is required and whose keys are known. */
function isStrict(node: unknown): boolean {
  if (Array.isArray(node)) return node.every((item) => isStrict(item))
  if (typeof node !== 'object' || node === null) return true
  const { type, properties, required, additionalProperties } = node as Node
  if (type === 'object') {
    const names = Object.keys((properties as Node | undefined) ?? {})
    if (additionalProperties !== false) return false
    if (names.some((name) => !(required as string[] | undefined)?.includes(name))) return false
  }
  return Object.values(node).every((value) => isStrict(value))
}
