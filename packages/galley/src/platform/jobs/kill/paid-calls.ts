import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface PaidCall {
  jobId: string
  key: string
  pid: number
}

/** A local service whose calls cost money: it counts them, and takes its time. */
export async function startPaidCalls() {
  const calls: PaidCall[] = []
  const held: (() => void)[] = []
  let isHolding = false
  const server = createServer((request, response) => {
    const query = new URL(request.url!, 'http://localhost').searchParams
    const key = query.get('key')!
    calls.push({ jobId: query.get('job')!, key, pid: Number(query.get('pid')) })
    const answer = () => response.end(JSON.stringify({ text: `text of ${key}` }))
    if (isHolding) held.push(answer)
    else setTimeout(answer, 5 + Math.random() * 40)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    /** Lets callers wait until `release`. */
    hold() {
      isHolding = true
    },
    release() {
      isHolding = false
      for (const answer of held.splice(0)) answer()
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
