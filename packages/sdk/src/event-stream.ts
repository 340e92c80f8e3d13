/** A fact of the workspace, as it was written into its log. */
export interface GalleyEvent {
  /** Its place in the log; hand it in as `lastEventId` to go on behind it. */
  id: string
  /** `noun.past`: `job.step_succeeded`, `document.versioned`. */
  type: string
  at: string
  /** The id of what it happened to. */
  subject: string
  job_id: string | null
  actor: { kind: string; id: string }
  data: Record<string, unknown>
}

/** One server-sent event; `type` is empty where the server named none. */
export interface ServerMessage {
  id: string
  type: string
  data: unknown
}

/**
 * Reads server-sent events as they arrive. An event that the end of the stream cut in two is not
 * one; signs of life (comments) come out as null, so that silence can be told from death.
 */
export async function* readMessages(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<ServerMessage | null> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      rest += decoder.decode(value, { stream: true })
      const blocks = rest.split(/\r\n\r\n|\n\n|\r\r/)
      rest = blocks.pop()!
      for (const block of blocks) yield readBlock(block)
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/** The same, for a stream of facts. */
export async function* readEventStream(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<GalleyEvent | null> {
  for await (const message of readMessages(body)) {
    yield message && { id: message.id, ...(message.data as Omit<GalleyEvent, 'id'>) }
  }
}

function readBlock(block: string): ServerMessage | null {
  const message = { id: '', type: '' }
  const data: string[] = []
  for (const line of block.split(/\r\n|\n|\r/)) {
    const [, name, value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? []
    if (name === 'id') message.id = value
    if (name === 'event') message.type = value
    if (name === 'data') data.push(value)
  }
  return data.length === 0 ? null : { ...message, data: JSON.parse(data.join('\n')) as unknown }
}
