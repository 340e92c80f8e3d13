import type { Services } from '../../../platform/context.ts'
import { GalleyError } from '../../../platform/error.ts'
import { isolationCodes } from '../../../platform/isolation/index.ts'
import { refusedAnswer } from '../asserted.ts'
import type { AnswerToCheck, CheckedAnswer } from './check-answer.ts'

const LIMITS = { timeoutMs: 10_000, memoryMb: 512 }
const tooMuch = [isolationCodes.ISOLATION_TIMED_OUT, isolationCodes.ISOLATION_OUT_OF_MEMORY]

/**
 * Does what `checkAnswer` does, apart from the caller: anybody can post an answer, and the shape of
 * one decides how long its signatures take to check.
 *
 * @throws UnauthenticatedError with one of `signInCodes`.
 */
export async function checkAnswerIsolated(
  { isolation, config }: Pick<Services, 'isolation' | 'config'>,
  answer: Omit<AnswerToCheck, 'config'>,
): Promise<CheckedAnswer> {
  const { PUBLIC_URL, PORT } = config
  const task = { module: import.meta.resolve('./check-answer.ts'), export: 'checkAnswer' }
  const input: AnswerToCheck = { ...answer, config: { PUBLIC_URL, PORT } }
  try {
    return await isolation.run<CheckedAnswer>(task, input, LIMITS)
  } catch (error) {
    if (error instanceof GalleyError && tooMuch.some(({ code }) => code === error.code)) {
      throw refusedAnswer('SSO_ANSWER_INVALID', 'it takes too much to check', error)
    }
    throw error
  }
}
