import ipaddr from 'ipaddr.js'
import { defineCodes, InvalidError } from '../error.ts'

export const clientAddressCodes = defineCodes({
  TRUSTED_PROXY_INVALID:
    'GALLEY_TRUSTED_PROXIES has "{entry}", which is neither an address nor a network like 10.0.0.0/8.',
})

/** Where a request really comes from. */
export interface ClientOrigin {
  /** The address of the caller, without an IPv4-in-IPv6 wrapping; `unknown` when there is none. */
  address: string
  /** True when the caller's own connection is encrypted. */
  isSecure: boolean
}

/** Reads the origin of a request that arrived from `peer` (the address of the socket). */
export type OriginReader = (headers: Headers, peer: string | undefined, url: string) => ClientOrigin

/**
 * Believes forwarding headers only from the given proxies, and walks them from the near end: the
 * first address that is not a proxy of ours is the caller, whatever it claims to forward for.
 *
 * @throws InvalidError when an entry is not an address or network.
 * @example
 * const readOrigin = createOriginReader(config.GALLEY_TRUSTED_PROXIES)
 * readOrigin(request.headers, socket.remoteAddress, request.url).address // '203.0.113.9'
 */
export function createOriginReader(trustedProxies: readonly string[]): OriginReader {
  const networks = trustedProxies.map(parseNetwork)
  const isTrusted = (address: string) => {
    if (networks.length === 0 || !ipaddr.isValid(address)) return false
    const parsed = ipaddr.process(address)
    return networks.some(
      ([base, bits]) => base.kind() === parsed.kind() && parsed.match(base, bits),
    )
  }

  return (headers, peer, url) => {
    const near = plainAddress(peer)
    const isTls = url.startsWith('https:')
    if (!isTrusted(near)) return { address: near, isSecure: isTls }
    const isSecure =
      isTls || headers.get('x-forwarded-proto')?.split(',').at(-1)?.trim() === 'https'
    const hops = (headers.get('x-forwarded-for') ?? '')
      .split(',')
      .map((hop) => hop.trim())
      .filter(Boolean)
    let address = near
    for (const hop of hops.reverse()) {
      const next = plainAddress(hop)
      if (next === 'unknown') break // nonsense from here on: the last good hop is all we know
      address = next
      if (!isTrusted(next)) break
    }
    return { address, isSecure }
  }
}

function plainAddress(address: string | undefined): string {
  const bare = address
    ?.replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
  if (!bare || !ipaddr.isValid(bare)) return 'unknown'
  return ipaddr.process(bare).toString()
}

function parseNetwork(entry: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  try {
    if (entry.includes('/')) return ipaddr.parseCIDR(entry)
    const address = ipaddr.process(entry)
    return [address, address.kind() === 'ipv4' ? 32 : 128]
  } catch {
    throw new InvalidError(clientAddressCodes.TRUSTED_PROXY_INVALID, { entry })
  }
}
