import { Resolver } from 'node:dns/promises'
import { UnavailableError } from '../../error.ts'
import { dnsCodes } from '../codes.ts'
import type { Dns } from '../contract.ts'

/** "There is no such name" and "it has no such record" are answers; all else is none. */
const NOTHING_THERE = new Set(['ENOTFOUND', 'ENODATA'])

export interface NodeDnsOptions {
  /** `address` or `address:port`; IPv6 in brackets. Empty: those of the machine. */
  servers?: readonly string[]
  /** For a whole question, whatever the number of servers and tries. Default 8 s. */
  timeoutMs?: number
}

/**
 * Asks name servers itself, past the machine's hosts file. Long answers that a server truncates are
 * fetched over TCP.
 *
 * @example
 * const dns = createNodeDns({ servers: ['192.0.2.53', '[2001:db8::53]:5353'] })
 */
export function createNodeDns({ servers = [], timeoutMs = 8000 }: NodeDnsOptions = {}): Dns {
  return {
    async resolveTxt(name) {
      // One for each question: cancelling reaches no other, and no answer is remembered.
      const resolver = new Resolver({ timeout: Math.ceil(timeoutMs / 4), tries: 2 })
      if (servers.length > 0) resolver.setServers(servers)
      const timer = setTimeout(() => resolver.cancel(), timeoutMs)
      try {
        const records = await resolver.resolveTxt(name)
        return records.map((strings) => strings.join(''))
      } catch (cause) {
        const reason = (cause as NodeJS.ErrnoException).code ?? 'UNKNOWN'
        if (NOTHING_THERE.has(reason)) return []
        const details = { name, reason, retryAfterSeconds: 60 }
        throw new UnavailableError(dnsCodes.DNS_UNREACHABLE, details, { cause })
      } finally {
        clearTimeout(timer)
      }
    },
  }
}
