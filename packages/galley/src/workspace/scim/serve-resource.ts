import type { Context } from '../../platform/context.ts'
import { NotFoundError } from '../../platform/error.ts'
import { HttpError } from '../../platform/http/index.ts'
import { withTransaction } from '../../platform/verb.ts'
import { protocolCodes } from './codes.ts'
import { deleteDirectoryGroup } from './groups/delete-group.ts'
import { getGroupInWorkspace, groupTag } from './groups/group-row.ts'
import type { GroupRow } from './groups/group-row.ts'
import { listDirectoryGroups } from './groups/list-groups.ts'
import { presentGroups } from './groups/present-group.ts'
import {
  createDirectoryGroup,
  patchDirectoryGroup,
  replaceDirectoryGroup,
} from './groups/save-group.ts'
import { listBody } from './protocol/answer.ts'
import type { ScimAnswer } from './protocol/answer.ts'
import { describeService } from './protocol/discovery.ts'
import { readBody } from './protocol/read-body.ts'
import { readPage } from './protocol/read-page.ts'
import { isWanted, readSelection, selectAttributes } from './protocol/select-attributes.ts'
import { patchDirectoryUser, replaceDirectoryUser } from './users/change-user.ts'
import { createDirectoryUser } from './users/create-user.ts'
import { deleteDirectoryUser } from './users/delete-user.ts'
import { listDirectoryUsers } from './users/list-users.ts'
import { presentUsers } from './users/present-user.ts'
import { getUserInWorkspace, isTagged, userTag } from './users/user-row.ts'
import type { UserRow } from './users/user-row.ts'

/** One request of a directory that has shown whose it is. */
export interface Asked {
  ctx: Context
  request: Request
  /** The address of the service. */
  root: string
  /** Behind the service's own, without a slash at its end: `/Users/scu_01…`. */
  path: string
  query: URLSearchParams
}

/** What a kind of resource can do. */
interface Kind<Row> {
  list(asked: Asked): Promise<ScimAnswer>
  get(ctx: Context, id: string): Promise<Row>
  create(asked: Asked): Promise<Row>
  replace(change: Change): Promise<Row>
  patch(change: Change): Promise<Row>
  delete(args: { ctx: Context; input: { id: string; ifMatch: string | null } }): Promise<void>
  /** The resource as it is shown, and its tag. */
  show(asked: Asked, row: Row): Promise<{ body: Record<string, unknown>; tag: string }>
  /** Directories change groups member by member: the whole of one each time would be too much. */
  isPatchSilent: boolean
}

type Change = Parameters<typeof patchDirectoryUser>[0]

const users: Kind<UserRow> = {
  list: async ({ ctx, query, root }) => ({
    status: 200,
    body: listBody(await listDirectoryUsers({ ctx, input: { ...readPage(query), root } })),
  }),
  get: (ctx, id) => withTransaction(ctx, (tx) => getUserInWorkspace(tx, ctx, id)),
  create: async ({ ctx, request }) => createDirectoryUser({ ctx, input: await readBody(request) }),
  replace: replaceDirectoryUser,
  patch: patchDirectoryUser,
  delete: deleteDirectoryUser,
  async show({ ctx, query, root }, row) {
    const selection = readSelection(query)
    const hasGroups = isWanted(selection, 'groups')
    const [user] = await withTransaction(ctx, (tx) => presentUsers(tx, [row], { root, hasGroups }))
    return { body: selectAttributes(user!, selection), tag: userTag(row) }
  },
  isPatchSilent: false,
}

const groups: Kind<GroupRow> = {
  list: async ({ ctx, query, root }) => ({
    status: 200,
    body: listBody(await listDirectoryGroups({ ctx, input: { ...readPage(query), root } })),
  }),
  get: (ctx, id) => withTransaction(ctx, (tx) => getGroupInWorkspace(tx, ctx, id)),
  create: async ({ ctx, request }) => createDirectoryGroup({ ctx, input: await readBody(request) }),
  replace: replaceDirectoryGroup,
  patch: patchDirectoryGroup,
  delete: deleteDirectoryGroup,
  async show({ ctx, query, root }, row) {
    const selection = readSelection(query)
    const hasMembers = isWanted(selection, 'members')
    const [group] = await withTransaction(ctx, (tx) =>
      presentGroups(tx, [row], { root, hasMembers }),
    )
    return { body: selectAttributes(group!, selection), tag: groupTag(row) }
  },
  isPatchSilent: true,
}

/** Answers a request, or throws what is wrong with it. */
export async function serveResource(asked: Asked): Promise<ScimAnswer> {
  const { path, root, query, request } = asked
  const unsupported = /^(?:\/(?:Users|Groups))?\/(Bulk|Me|\.search)$/.exec(path)?.[1]
  if (unsupported) {
    throw new HttpError(501, protocolCodes.SCIM_NOT_SUPPORTED, { what: unsupported })
  }
  const [, collection, id] = /^\/(Users|Groups)(?:\/([\w-]{1,100}))?$/.exec(path) ?? []
  if (collection === 'Users') return serveKind(users, asked, id)
  if (collection === 'Groups') return serveKind(groups, asked, id)
  const described = describeService(root, path, query)
  if (!described)
    throw new NotFoundError(protocolCodes.SCIM_ENDPOINT_UNKNOWN, { path: path.slice(0, 200) })
  if (request.method !== 'GET') throw refusedMethod(request, 'GET')
  return described
}

function serveKind<Row>(kind: Kind<Row>, asked: Asked, id?: string): Promise<ScimAnswer> {
  return id === undefined ? serveCollection(kind, asked) : serveOne(kind, asked, id)
}

async function serveCollection<Row>(kind: Kind<Row>, asked: Asked): Promise<ScimAnswer> {
  const { request } = asked
  if (request.method === 'GET') return kind.list(asked)
  if (request.method !== 'POST') throw refusedMethod(request, 'GET, POST')
  readSelection(asked.query) // before anything is changed
  const { body, tag } = await kind.show(asked, await kind.create(asked))
  return { status: 201, body, headers: tagged(asked, body.id as string, tag) }
}

async function serveOne<Row>(kind: Kind<Row>, asked: Asked, id: string): Promise<ScimAnswer> {
  const { ctx, request, query } = asked
  const { method, headers } = request
  const ifMatch = headers.get('if-match')
  if (method === 'DELETE') {
    await kind.delete({ ctx, input: { id, ifMatch } })
    return { status: 204 }
  }
  if (method === 'GET') return showOne(kind, asked, id)
  if (method !== 'PUT' && method !== 'PATCH')
    throw refusedMethod(request, 'GET, PUT, PATCH, DELETE')
  readSelection(query) // before anything is changed
  const change = { ctx, input: { id, body: await readBody(request), ifMatch } }
  const row = await (method === 'PUT' ? kind.replace(change) : kind.patch(change))
  if (method === 'PATCH' && kind.isPatchSilent && !query.has('attributes')) return { status: 204 }
  const { body, tag } = await kind.show(asked, row)
  return { status: 200, body, headers: tagged(asked, id, tag) }
}

async function showOne<Row>(kind: Kind<Row>, asked: Asked, id: string): Promise<ScimAnswer> {
  const { body, tag } = await kind.show(asked, await kind.get(asked.ctx, id))
  const headers = tagged(asked, id, tag)
  const known = asked.request.headers.get('if-none-match')
  if (known !== null && isTagged(known, tag)) return { status: 304, headers }
  return { status: 200, body, headers }
}

function tagged({ root, path }: Asked, id: string, tag: string): Record<string, string> {
  const collection = path.split('/')[1]
  return { etag: tag, location: `${root}/${collection}/${id}` }
}

const refusedMethod = ({ method }: Request, allowed: string) =>
  new HttpError(405, protocolCodes.SCIM_METHOD_NOT_ALLOWED, { method, allowed })
