import { lookup } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { Agent, fetch } from 'undici'
import { addressRefused } from '../safe-fetch.ts'
import type { Dialer } from '../safe-fetch.ts'

/** All addresses of a host name. */
export type Resolve = (host: string) => Promise<string[]>

const systemResolve: Resolve = async (host) =>
  (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address)

/**
 * Dials with Node. The name is resolved inside the connection attempt, and that one answer is both
 * checked and connected to: there is no second look-up whose answer could differ. A name with any
 * address that may not be reached is refused as a whole.
 *
 * @example
 * createSafeFetch({ allowPrivateNetwork: false, dialer: createPinnedDialer() })
 */
export function createPinnedDialer(resolve: Resolve = systemResolve): Dialer {
  return (isAllowed) => {
    const pinned: LookupFunction = (host, options, callback) => {
      resolve(host).then(
        (addresses) => {
          if (addresses.length === 0 || !addresses.every(isAllowed)) {
            return callback(addressRefused(host), [])
          }
          const found = addresses.map((address) => ({ address, family: familyOf(address) }))
          if (options.all) callback(null, found)
          else callback(null, found[0]!.address, found[0]!.family)
        },
        (error: Error) => callback(error, []),
      )
    }
    const agent = new Agent({
      connect: { lookup: pinned, timeout: 10_000 },
      headersTimeout: 0, // safeFetch keeps the time
      bodyTimeout: 0,
      keepAliveTimeout: 4_000,
    })
    return async (url, init) => {
      const response = await fetch(url, { ...init, redirect: 'manual', dispatcher: agent } as never)
      return response as unknown as Response
    }
  }
}

const familyOf = (address: string) => (address.includes(':') ? 6 : 4)
