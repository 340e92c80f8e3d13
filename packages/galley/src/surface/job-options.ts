import { z } from 'zod'
import { JobOptions } from '../flow/pipelines/index.ts'

const optionNames = new Set(Object.keys(JobOptions.shape))

/**
 * A step's or pipeline's own input with the options of the job beside it, in one flat object.
 *
 * @throws TypeError at start-up when the input is no object or has a name that an option has.
 */
export function withJobOptions(input: z.ZodType): z.ZodObject {
  if (!(input instanceof z.ZodObject)) throw new TypeError('the input of a step must be an object')
  const taken = Object.keys(input.shape).filter((name) => optionNames.has(name))
  if (taken.length > 0) throw new TypeError(`these names belong to the job: ${taken.join(', ')}`)
  return input.extend(JobOptions.shape)
}

/** The two apart again. */
export function splitJobOptions(input: Record<string, unknown>) {
  const [options, rest]: [Record<string, unknown>, Record<string, unknown>] = [{}, {}]
  for (const [name, value] of Object.entries(input)) {
    if (optionNames.has(name)) options[name] = value
    else rest[name] = value
  }
  return { options: options as JobOptions, rest }
}
