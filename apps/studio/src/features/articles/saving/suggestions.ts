import { announce } from '../../../app/announce.ts'
import { isPreferred } from '../../../app/preferences.ts'
import { ApiError } from '../../../api/errors.ts'
import { streamStep } from '../../../api/step-stream.ts'
import type { SuggestOptions } from '../../../editor/suggest-words.ts'

const REST_MS = 60_000

interface SuggestionOptions {
  documentId: string
  /** BCP 47, or `und`. */
  language: string
  /** What screen readers hear of words that are shown in grey. */
  announcement: (words: string) => string
}

/**
 * Suggestions for an article by the server's model. Where there is no model to ask nobody asks it
 * again; what else goes wrong is left in peace for a minute, and never shown to who writes.
 */
export function createSuggestions({
  documentId,
  language,
  announcement,
}: SuggestionOptions): SuggestOptions {
  let restsUntil = 0
  return {
    isOn: () => isPreferred('ghostText') && navigator.onLine && Date.now() >= restsUntil,
    async *ask({ before, after }, signal) {
      const input = {
        document_id: documentId,
        before,
        after,
        ...(language !== 'und' && { language }),
      }
      try {
        for await (const { type, data } of streamStep('POST /steps/text.complete', input, signal)) {
          if (type === 'delta') yield data.text
        }
      } catch (error) {
        if (!signal.aborted) restsUntil = isWithoutModel(error) ? Infinity : Date.now() + REST_MS
        throw error
      }
    },
    onSuggested: (words) => announce(announcement(words)),
  }
}

const isWithoutModel = (error: unknown): boolean =>
  error instanceof ApiError && error.code === 'model_required'
