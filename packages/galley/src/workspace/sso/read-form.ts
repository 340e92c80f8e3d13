import { refusedAnswer } from './asserted.ts'

/** An answer of 256 KB, as base64, percent-encoded, with room for the rest. */
const LARGEST_FORM = 512 * 1024
/** What is read of a longer one, so that the browser is ready to show our page. */
const LARGEST_READ = 4 * 1024 * 1024

/**
 * The form that a provider has a browser post. No more of it is kept than it may be long.
 *
 * @throws UnauthenticatedError
 */
export async function readForm(request: Request): Promise<{ answer: string; relayState: string }> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded' || !request.body) {
    throw refusedAnswer('SSO_ANSWER_INVALID', 'it is no form')
  }
  const form = new URLSearchParams(await readText(request.body))
  const answers = form.getAll('SAMLResponse')
  const states = form.getAll('RelayState')
  if (answers.length !== 1 || states.length > 1) {
    throw refusedAnswer('SSO_ANSWER_INVALID', 'its form does not have one SAMLResponse')
  }
  return { answer: answers[0]!, relayState: states[0] ?? '' }
}

async function readText(body: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const piece of body) {
    size += piece.byteLength
    if (size > LARGEST_READ) break
    if (size <= LARGEST_FORM) text += decoder.decode(piece, { stream: true })
  }
  if (size > LARGEST_FORM) throw refusedAnswer('SSO_ANSWER_TOO_LARGE')
  return text + decoder.decode()
}
