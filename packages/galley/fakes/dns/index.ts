/**
 * A local name server: UDP and TCP on one free loopback port, records in memory. It keeps the
 * protocol: names match in any case, what is longer than the client can take is truncated and has to
 * be asked for again over TCP, unknown names are NXDOMAIN, known ones without the asked type are
 * empty. `misbehave` makes one name fail in the ways name servers do.
 *
 * @example
 * const dns = await startFakeDns()
 * dns.set('_challenge.example.org', ['token=1', ['in ', 'two strings']])
 * dns.misbehave('slow.example.org', 'silence')
 * createNodeDns({ servers: [dns.server] })
 * await dns.close()
 */
import { createSocket } from 'node:dgram'
import type { Socket as UdpSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { decode, encode, streamDecode, streamEncode } from 'dns-packet'
import type { Packet } from 'dns-packet'
import { answerTo } from './answer.ts'
import type { Fault, Txt } from './answer.ts'

export type { Fault, Txt } from './answer.ts'

export interface FakeDns {
  /** `127.0.0.1:port`, as resolvers take it. */
  server: string
  /** `udp name` or `tcp name` of every question so far, as it was spelled. */
  questions: string[]
  /** The TXT records of a name; an empty list: the name exists and has none. */
  set(name: string, records: readonly Txt[]): void
  remove(name: string): void
  /** Until it is told `null`. */
  misbehave(name: string, fault: Fault | null): void
  close(): Promise<void>
}

export async function startFakeDns(): Promise<FakeDns> {
  const records = new Map<string, readonly Txt[]>()
  const faults = new Map<string, Fault>()
  const questions: string[] = []
  const connections = new Set<Socket>()

  const answer = (query: Packet, transport: 'udp' | 'tcp') => {
    const name = query.questions?.[0]?.name ?? ''
    questions.push(`${transport} ${name}`)
    const key = name.toLowerCase()
    return answerTo(query, { transport, txt: records.get(key), fault: faults.get(key) })
  }

  const onMessage = (udp: UdpSocket) => {
    udp.on('message', (message, { port, address }) => {
      const reply = answer(decode(message), 'udp')
      if (reply === null) return
      udp.send(reply instanceof Uint8Array ? reply : encode(reply), port, address)
    })
  }
  const onConnection = (socket: Socket) => {
    connections.add(socket)
    socket.on('close', () => connections.delete(socket)).on('error', () => undefined)
    let received: Buffer = Buffer.alloc(0)
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk])
      while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
        const length = 2 + received.readUInt16BE(0)
        const reply = answer(streamDecode(received.subarray(0, length)), 'tcp')
        received = received.subarray(length)
        if (reply === null) return void socket.destroy()
        socket.write(reply instanceof Uint8Array ? reply : streamEncode(reply))
      }
    })
  }

  const { udp, tcp, port } = await bindBoth()
  onMessage(udp)
  tcp.on('connection', onConnection)
  return {
    server: `127.0.0.1:${port}`,
    questions,
    set: (name, values) => void records.set(name.toLowerCase(), values),
    remove: (name) => void records.delete(name.toLowerCase()),
    misbehave(name, fault) {
      if (fault === null) faults.delete(name.toLowerCase())
      else faults.set(name.toLowerCase(), fault)
    },
    async close() {
      for (const socket of connections) socket.destroy()
      const closed = [once(udp, 'close'), once(tcp, 'close')]
      udp.close()
      tcp.close()
      await Promise.all(closed)
    },
  }
}

/** A port that is free for both; somebody may take the second one's in between. */
async function bindBoth(): Promise<{ udp: UdpSocket; tcp: Server; port: number }> {
  for (;;) {
    const tcp = createServer().listen(0, '127.0.0.1')
    await once(tcp, 'listening')
    const { port } = tcp.address() as AddressInfo
    const udp = createSocket('udp4')
    try {
      udp.bind(port, '127.0.0.1')
      await once(udp, 'listening')
      return { udp, tcp, port }
    } catch {
      tcp.close()
    }
  }
}
