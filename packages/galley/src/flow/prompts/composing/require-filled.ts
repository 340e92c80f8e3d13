import { InvalidError } from '../../../platform/error.ts'
import { promptCodes } from '../codes.ts'
import type { PromptContent, PromptValues } from '../content.ts'
import { fillVariables } from './fill-variables.ts'
import type { FilledPrompt } from './fill-variables.ts'

/**
 * Fills in a prompt that is about to be used.
 *
 * @throws InvalidError when a value is for no variable, or a variable is not declared or has no value.
 */
export function requireFilled(content: PromptContent, values: PromptValues): FilledPrompt {
  const names = content.variables.map(({ name }) => name)
  const stray = Object.keys(values).find((name) => !names.includes(name))
  if (stray !== undefined) {
    const known = names.join(', ') || 'none'
    throw new InvalidError(promptCodes.PROMPT_VALUE_UNKNOWN, { variable: stray, known })
  }
  const filled = fillVariables(content, values)
  const [unknown] = filled.unknown
  if (unknown !== undefined) {
    throw new InvalidError(promptCodes.PROMPT_VARIABLE_UNKNOWN, { variable: unknown })
  }
  const [empty] = filled.empty
  if (empty !== undefined) {
    const label = content.variables.find(({ name }) => name === empty)?.label
    throw new InvalidError(promptCodes.PROMPT_VARIABLE_EMPTY, { variable: label || empty })
  }
  return filled
}
