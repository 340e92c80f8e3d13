import assert from 'node:assert/strict'
import { sql } from 'drizzle-orm'
import type { TestApp } from '../../../test/test-app.ts'
import { newId } from '../../platform/id.ts'
import { staffWorkspace } from '../tenancy/testing.ts'
import type { Seated } from '../tenancy/testing.ts'

/** What a directory's client hears. */
export interface ScimReply {
  status: number
  headers: Headers
  // Tests look into answers by hand; a wrong guess fails the test.
  // oxlint-disable-next-line typescript/no-explicit-any
  json: any
  text: string
}

export type ScimCall = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<ScimReply>

/** A directory that is connected to a workspace of its own, which has verified `domain`. */
export interface ConnectedDirectory {
  workspaceId: string
  domain: string
  owner: Seated
  token: string
  tokenId: string
  scim: ScimCall
}

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
export const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

let made = 0

/**
 * A workspace with an owner, a verified domain and a connected directory: `scim('POST', '/Users',
 * person(…))` is what it says.
 */
export async function connectDirectory(test: TestApp): Promise<ConnectedDirectory> {
  const { workspaceId, people } = await staffWorkspace(test, { owner: 'owner' })
  made += 1
  const domain = `company${made}.example`
  await verifyDomain(test, workspaceId, domain)
  const { status, json, text } = await people.owner.call('POST', '/scim/tokens', { name: 'IdP' })
  assert.equal(status, 201, text)
  const { token, scim_token: scimToken } = json
  return {
    workspaceId,
    domain,
    owner: people.owner,
    token,
    tokenId: scimToken.id,
    scim: scimClient(test, token),
  }
}

/** By row, as if its record had been found. */
export async function verifyDomain(
  test: Pick<TestApp, 'database'>,
  workspaceId: string,
  name: string,
): Promise<void> {
  await test.database.db.system.execute(sql`
    insert into galley.domains (id, workspace_id, name, purposes, token, verified_at)
    values (${newId('dom')}, ${workspaceId}, ${name}, '{email}', 'x', now())`)
}

/** A client as directories have one: it sends what it is given, strings as they are. */
export const scimClient =
  ({ app }: Pick<TestApp, 'app'>, token: string): ScimCall =>
  async (method, path, body, headers = {}) => {
    const response = await app.fetch(
      new Request(`http://localhost:3000/api/scim/v2${path}`, {
        method,
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/scim+json; charset=utf-8' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    )
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: text ? JSON.parse(text) : null,
    }
  }

/** A user as a directory sends one. */
export const person = (email: string, more: Record<string, unknown> = {}) => ({
  schemas: [USER],
  userName: email,
  emails: [{ primary: true, value: email, type: 'work' }],
  active: true,
  ...more,
})

export const patch = (...operations: Record<string, unknown>[]) => ({
  schemas: [PATCH],
  Operations: operations,
})

/** What an answer says, in short: its status, and the protocol's word for what is wrong. */
export const verdictOf = ({ status, json }: ScimReply): string =>
  json?.scimType ? `${status} ${json.scimType}` : String(status)

/** The actions of a workspace's audit log, oldest first. */
export async function auditOf(
  test: Pick<TestApp, 'database'>,
  workspaceId: string,
): Promise<string[]> {
  const { rows } = await test.database.db.system.execute<{ action: string }>(sql`
    select action from galley.audit_entries where workspace_id = ${workspaceId} order by seq`)
  return rows.map(({ action }) => action)
}
