import { z } from 'zod'
import { LanguageTag } from '../documents/index.ts'

/** What is written with it: a whole article (`generate_blog`), or one section (`section.rewrite`). */
export const PromptPurpose = z.enum(['article', 'section'])
export type PromptPurpose = z.infer<typeof PromptPurpose>

export const PromptLength = z.enum(['short', 'medium', 'long'])
export type PromptLength = z.infer<typeof PromptLength>

const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((text) => !/[\n\r]/.test(text), 'is one line')

export const VARIABLE_NAME = /^[a-z][a-z0-9_]{0,39}$/

export const PromptVariable = z
  .object({
    name: z
      .string()
      .regex(VARIABLE_NAME, 'begins with a small letter; then a to z, 0 to 9 and _')
      .describe('`{{name}}` in a text stands for its value.'),
    label: line(80).default('').describe('What people are asked for.'),
    default: z.string().max(2000).default('').describe('Its value where none is given.'),
  })
  .meta({ id: 'PromptVariable' })
export type PromptVariable = z.infer<typeof PromptVariable>

/** Values of variables, by name. */
export const PromptValues = z.record(z.string().max(80), z.string().max(2000))
export type PromptValues = z.infer<typeof PromptValues>

const ids = z
  .array(z.string().min(1).max(80))
  .max(20)
  .refine((list) => new Set(list).size === list.length, 'names one twice')

/** All that a prompt says. `{{variables}}` may stand in tone, format, audience and instruction. */
export const PromptContent = z
  .object({
    purpose: PromptPurpose,
    tone: line(200).default('').describe('For example "friendly and precise".'),
    format: line(300).default('').describe('For example "a how-to with numbered steps".'),
    audience: line(300).default('').describe('Who reads it, and what they know already.'),
    length: PromptLength.nullable().default(null),
    language: LanguageTag.nullable().default(null).describe("BCP 47; null: the material's."),
    instruction: z.string().max(20_000).default('').describe('What else to do, in your words.'),
    variables: z
      .array(PromptVariable)
      .max(20)
      .refine(
        (list) => new Set(list.map(({ name }) => name)).size === list.length,
        'names a variable twice',
      )
      .default([]),
    sourceIds: ids.default([]).describe('Sources that are always at hand.'),
    documentIds: ids
      .default([])
      .describe('Documents that are shown as examples when the prompt is tried.'),
  })
  .meta({ id: 'PromptContent' })
export type PromptContent = z.infer<typeof PromptContent>

export const sameContent = (one: PromptContent, other: PromptContent): boolean =>
  // Parsed by the same schema, so that the keys come in the same order.
  JSON.stringify(PromptContent.parse(one)) === JSON.stringify(PromptContent.parse(other))
