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

/**
 * Reads server-sent events as they arrive. An event that the end of the stream cut in two is not
 * one; signs of life (comments) come out as null, so that silence can be told from death.
 */
export async function* readEventStream(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<GalleyEvent | null> {
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

function readBlock(block: string): GalleyEvent | null {
  const fields = { id: '', data: [] as string[] }
  for (const line of block.split(/\r\n|\n|\r/)) {
    const [, name, value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? []
    if (name === 'id') fields.id = value
    if (name === 'data') fields.data.push(value)
  }
  if (fields.data.length === 0) return null
  return { id: fields.id, ...(JSON.parse(fields.data.join('\n')) as Omit<GalleyEvent, 'id'>) }
}
