import { setTimeout } from 'node:timers/promises'
import { createPerson, join } from '../../../test/people.ts'
import type { Person } from '../../../test/people.ts'
import type { Answer, TestApp } from '../../../test/test-app.ts'
import type { Role } from '../../platform/permission.ts'

/** Somebody with a seat, who asks in the workspace of that seat. */
export interface Seated extends Person {
  memberId: string
  /** Asks in the workspace that their session is in. */
  anywhere: Person['call']
}

export interface Staffed<Names extends string> {
  workspaceId: string
  people: Record<Names, Seated>
}

/**
 * A workspace with people in it. Each has a session of their own; whoever is changed by row after
 * their first request is believed as they were for a second:
 * `const { people } = await staffWorkspace(test, { olga: 'owner', ed: 'editor' })`.
 */
export async function staffWorkspace<const Names extends string>(
  test: TestApp,
  staff: Record<Names, Role | `role_${string}`>,
): Promise<Staffed<Names>> {
  const { workspaceId } = await test.addWorkspace()
  const people = {} as Record<Names, Seated>
  for (const [name, role] of Object.entries(staff) as [Names, Role][]) {
    people[name] = await seatPerson(test, workspaceId, role, { name })
  }
  return { workspaceId, people }
}

/** One more person in a workspace. */
export async function seatPerson(
  test: TestApp,
  workspaceId: string,
  role: Role | `role_${string}`,
  options: { name?: string; email?: string; projectIds?: readonly string[] } = {},
): Promise<Seated> {
  const person = await createPerson(test, options)
  const memberId = await join(test, person, workspaceId, role, options.projectIds ?? null)
  return { ...person, memberId, anywhere: person.call, call: within(person, workspaceId) }
}

/** How a person asks in this workspace, whichever is their active one. */
export const within =
  (person: Pick<Person, 'call'>, workspaceId: string): Person['call'] =>
  (method, path, body, headers) =>
    person.call(method, path, body, { 'galley-workspace': workspaceId, ...headers })

/** What an answer says, in short: its status, and its code when it is a refusal. */
export const verdict = ({ status, json }: Answer): string =>
  json?.code ? `${status} ${json.code}` : String(status)

/** Until nobody is believed as they were before. */
export const untilForgotten = () => setTimeout(1000)

/** The token of an invitation's link. */
export const tokenOf = ({ json }: Answer): string => json.link.split('#')[1]
