import { HttpError } from '../../../platform/http/index.ts'
import { protocolCodes } from '../codes.ts'
import { listBody } from './answer.ts'
import type { ScimAnswer } from './answer.ts'
import { ENTERPRISE, GROUP, schemas, USER } from './schemas.ts'

/** How many resources a list has at most. */
export const MAXIMUM_RESULTS = 200

const core = 'urn:ietf:params:scim:schemas:core:2.0'

/** What a directory asks to know what can be done here. Null for what is not about that. */
export function describeService(
  root: string,
  path: string,
  query: URLSearchParams,
): ScimAnswer | null {
  const [, collection, id, more] = /^\/([^/]+)(?:\/([^/]+))?(\/.*)?$/.exec(path) ?? []
  if (more !== undefined) return null
  const all = describe(root)
  if (collection === 'ServiceProviderConfig' && id === undefined) {
    return { status: 200, body: all.config }
  }
  const items =
    collection === 'ResourceTypes' ? all.types : collection === 'Schemas' ? all.schemas : null
  if (!items) return null
  // RFC 7644 §4: a filter here is refused, for a client must not take all of it for what it asked.
  if (query.has('filter')) throw filterRefused()
  if (id === undefined) {
    return {
      status: 200,
      body: listBody({ resources: items, total: items.length, startIndex: 1 }),
    }
  }
  // Schemas' ids have colons, which some clients encode.
  const found = items.find((item) => item.id === id.replaceAll(/%3a/gi, ':'))
  if (found) return { status: 200, body: found }
  throw new HttpError(404, protocolCodes.SCIM_RESOURCE_NOT_FOUND, { type: collection, id })
}

const filterRefused = () =>
  new HttpError(403, protocolCodes.SCIM_NOT_SUPPORTED, { what: 'A filter here' })

const describe = (root: string) => ({
  config: {
    schemas: [`${core}:ServiceProviderConfig`],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: MAXIMUM_RESULTS },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'A token that POST /api/v1/scim/tokens makes.',
        specUri: 'https://www.rfc-editor.org/rfc/rfc6750',
        primary: true,
      },
    ],
    meta: {
      resourceType: 'ServiceProviderConfig',
      location: `${root}/ServiceProviderConfig`,
    },
  },
  types: [
    resourceType(root, 'User', '/Users', USER, [{ schema: ENTERPRISE, required: false }]),
    resourceType(root, 'Group', '/Groups', GROUP, []),
  ],
  schemas: schemas.map((schema) => ({
    schemas: [`${core}:Schema`],
    ...schema,
    meta: { resourceType: 'Schema', location: `${root}/Schemas/${schema.id}` },
  })),
})

const resourceType = (
  root: string,
  name: string,
  endpoint: string,
  schema: string,
  schemaExtensions: { schema: string; required: boolean }[],
) => ({
  schemas: [`${core}:ResourceType`],
  id: name,
  name,
  endpoint,
  description: name,
  schema,
  schemaExtensions,
  meta: { resourceType: 'ResourceType', location: `${root}/ResourceTypes/${name}` },
})
