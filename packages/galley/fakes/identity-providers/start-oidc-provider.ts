import type { RequestListener } from 'node:http'
import { Provider } from 'oidc-provider'
import type { Configuration } from 'oidc-provider'
import { listen } from './listen.ts'
import type { Person } from './person.ts'

export interface OidcProvider {
  issuer: string
  clientId: string
  clientSecret: string
  /** Whoever comes without a session from now on is this person, without being asked. */
  signInAs(person: Person): void
  close(): Promise<void>
}

/** A certified OpenID provider (`oidc-provider`), where everybody is signed in at once. */
export async function startOidcProvider(options: {
  redirectUri: string
  /** Tell the address in the ID token too, and not only when asked. */
  hasFullIdToken?: boolean
}): Promise<OidcProvider> {
  const people = new Map<string, Person>()
  let current = ''
  let handler: RequestListener = () => undefined
  const server = await listen((request, response) => handler(request, response))
  const client = { clientId: 'galley', clientSecret: 'a secret of the client, long enough' }
  const provider = new Provider(server.url, await configure(options, client, people))
  const handle = provider.callback()
  handler = (request, response) => {
    if (request.url?.startsWith('/interaction/')) {
      const login = { accountId: current }
      void provider.interactionFinished(request, response, { login })
    } else {
      void handle(request, response)
    }
  }
  return {
    issuer: server.url,
    ...client,
    signInAs(person) {
      people.set(person.subject, person)
      current = person.subject
    },
    close: server.close,
  }
}

async function configure(
  options: { redirectUri: string; hasFullIdToken?: boolean },
  client: { clientId: string; clientSecret: string },
  people: ReadonlyMap<string, Person>,
): Promise<Configuration> {
  return {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [options.redirectUri],
      },
    ],
    jwks: { keys: [await makeKey()] },
    cookies: { keys: ['a key for the cookies of the fake'] },
    scopes: ['openid', 'email', 'profile', 'groups'],
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name'],
      groups: ['groups'],
    },
    conformIdTokenClaims: !options.hasFullIdToken,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, accountId) => ({
      accountId,
      claims: () => claimsOf(people.get(accountId)!),
    }),
    // Nobody is asked whether the client may.
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client!.clientId,
        accountId: oidc.session!.accountId!,
      })
      grant.addOIDCScope('openid email profile groups')
      await grant.save()
      return grant
    },
  }
}

const claimsOf = (person: Person) => ({
  sub: person.subject,
  email: person.email,
  ...(person.isEmailVerified !== undefined && {
    email_verified: person.isEmailVerified as boolean,
  }),
  ...(person.name !== undefined && { name: person.name }),
  ...(person.groups && { groups: person.groups }),
})

async function makeKey() {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength: 2048,
  }
  const { privateKey } = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const jwk = await crypto.subtle.exportKey('jwk', privateKey)
  const { key_ops: _operations, ext: _extractable, ...key } = jwk
  return { ...key, kid: 'rsa-1', use: 'sig', alg: 'RS256' } as {
    kty: 'RSA'
    [name: string]: unknown
  }
}
