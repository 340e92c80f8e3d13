import type { ErrorCode } from '../error.ts'
import { coerceSlips } from './coerce.ts'
import { codes } from './codes.ts'
import type { Prompt } from './contract.ts'

/** What a model's text came to: the output, or what is wrong with it in words it can act on. */
export type Reading<Output> =
  | { isValid: true; output: Output }
  | { isValid: false; code: ErrorCode; problems: string[] }

/** More would only bury the first ones. */
const PROBLEMS_SHOWN = 20

/**
 * Reads an answer, repairing by rule what can be repaired without guessing at content: code fences,
 * prose around the JSON, trailing commas, missing brackets at the end, numbers in quotes. An answer
 * that breaks off inside a text is never completed, since the rest of it is lost.
 */
export async function readAnswer<Input, Output>(
  prompt: Prompt<Input, Output>,
  input: Input,
  answer: { text: string; isCutOff: boolean },
): Promise<Reading<Output>> {
  if (answer.text.trim() === '') {
    return invalid(codes.MODEL_ANSWER_EMPTY, ['the answer is empty'])
  }
  const json = await parseLeniently(answer)
  if (!json.isValid) return json
  const parsed = coerceSlips(prompt.output, json.output)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${pointer(issue.path)}: ${issue.message}`)
    return invalid(codes.MODEL_OUTPUT_INVALID, problems)
  }
  const problems = prompt.check?.(parsed.data, input) ?? []
  if (problems.length > 0) return invalid(codes.MODEL_OUTPUT_INVALID, problems)
  return { isValid: true, output: parsed.data }
}

async function parseLeniently(answer: {
  text: string
  isCutOff: boolean
}): Promise<Reading<unknown>> {
  const json = withoutWrapping(answer.text)
  try {
    return { isValid: true, output: JSON.parse(json) }
  } catch {
    // Not JSON as it stands: see what the rules can do.
  }
  if (answer.isCutOff || endsInsideText(json)) {
    return invalid(codes.MODEL_OUTPUT_TRUNCATED, ['the answer breaks off in the middle'])
  }
  try {
    const { jsonrepair } = await import('jsonrepair')
    return { isValid: true, output: JSON.parse(jsonrepair(json)) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return invalid(codes.MODEL_OUTPUT_INVALID, [`the answer is not JSON: ${reason}`])
  }
}

/** Takes off a code fence, and prose before the first and behind the last bracket. */
function withoutWrapping(text: string): string {
  const fenced = /```(?:json)?\s*\n?([\s\S]*?)(?:```|$)/i.exec(text)
  const inner = (text.trimStart().startsWith('```') && fenced ? fenced[1]! : text).trim()
  const start = inner.search(/[{[]/)
  if (start < 0) return inner
  const end = Math.max(inner.lastIndexOf('}'), inner.lastIndexOf(']'))
  const tail = inner.slice(end + 1)
  // What follows the last bracket is prose only if it is not the rest of a broken-off value.
  return end > start && !/["{[:,]/.test(tail) ? inner.slice(start, end + 1) : inner.slice(start)
}

function endsInsideText(json: string): boolean {
  let isInside = false
  for (let index = 0; index < json.length; index += 1) {
    const character = json[index]
    if (character === '\\') index += 1
    else if (character === '"') isInside = !isInside
  }
  return isInside
}

function pointer(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'the answer' : `/${path.map(String).join('/')}`
}

function invalid(code: ErrorCode, problems: string[]): Reading<never> {
  return { isValid: false, code, problems: problems.slice(0, PROBLEMS_SHOWN) }
}
