import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { LookupFunction } from 'node:net'
import type { Agent } from 'undici'
import { isPublicAddress } from '../public-address.ts'
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
    const dispatcher = pinnedAgent(isAllowed, resolve)
    return async (url, init) => {
      const { fetch } = await loadUndici()
      const options = { ...init, redirect: 'manual', dispatcher: await dispatcher() }
      return (await fetch(url, options as never)) as unknown as Response
    }
  }
}

/**
 * An ordinary `fetch` that cannot reach private addresses unless they are allowed: for clients
 * that want a `fetch` of their own, such as model SDKs. It sets no limits of size and time.
 *
 * @example
 * const guardedFetch = createGuardedFetch({ allowPrivateNetwork: config.GALLEY_ALLOW_PRIVATE_NETWORK })
 */
export function createGuardedFetch(options: {
  allowPrivateNetwork: boolean
}): typeof globalThis.fetch {
  if (options.allowPrivateNetwork) return globalThis.fetch
  const dispatcher = pinnedAgent(isPublicAddress, systemResolve)
  return (async (input: never, init: object) => {
    const { fetch } = await loadUndici()
    return fetch(input, { ...init, dispatcher: await dispatcher() })
  }) as never
}

/** Loaded by whoever first goes out. */
const loadUndici = () => import('undici')

/** The agent, made once, when it is first asked for. */
function pinnedAgent(isAllowed: (address: string) => boolean, resolve: Resolve) {
  let agent: Promise<Agent> | undefined
  return () => (agent ??= createPinnedAgent(isAllowed, resolve))
}

async function createPinnedAgent(
  isAllowed: (address: string) => boolean,
  resolve: Resolve,
): Promise<Agent> {
  const { Agent, buildConnector } = await loadUndici()
  const lookupPinned: LookupFunction = (host, options, callback) => {
    resolve(host).then(
      (addresses) => {
        if (addresses.length === 0 || !addresses.every(isAllowed)) {
          return callback(addressRefused(host), [])
        }
        const found = addresses.map((address) => ({ address, family: isIP(address) }))
        if (options.all) callback(null, found)
        else callback(null, found[0]!.address, found[0]!.family)
      },
      (error: Error) => callback(error, []),
    )
  }
  const connect = buildConnector({ lookup: lookupPinned, timeout: 10_000 } as never)
  return new Agent({
    connect(options, callback) {
      // A literal address is never looked up, so it is looked at here.
      const host = options.hostname.replace(/^\[(.*)\]$/, '$1')
      if (isIP(host) && !isAllowed(host)) callback(addressRefused(options.hostname), null)
      else connect(options, callback)
    },
    headersTimeout: 0, // whoever calls keeps the time
    bodyTimeout: 0,
    keepAliveTimeout: 4_000,
  })
}
