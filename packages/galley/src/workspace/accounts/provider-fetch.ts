const TIMEOUT_MS = 10_000
const MOST_BYTES = 1_000_000

/**
 * Asks a sign-in provider, whose address is the operator's. Bounded in time and size, and never
 * redirected: the request carries secrets.
 *
 * @throws Error when it fails or answers anything but JSON with a good status; the message holds
 * nothing that was sent or answered.
 */
export async function askProvider(
  url: string,
  request: { method?: 'POST'; headers: HeadersInit; body?: URLSearchParams },
): Promise<unknown> {
  const response = await fetch(url, {
    ...request,
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  if (!response.ok) {
    await response.body?.cancel()
    throw new Error(`the provider answered ${response.status}`)
  }
  return JSON.parse(await boundedText(response))
}

async function boundedText(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > MOST_BYTES) throw new Error('the provider answered too much')
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
