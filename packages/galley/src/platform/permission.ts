import type { Module } from './module.ts'

/** The roles that every workspace has, from the least to the most; each may what those before may. */
export const roles = ['viewer', 'reviewer', 'editor', 'admin', 'owner'] as const
export type Role = (typeof roles)[number]

/** A permission as its module declares it. */
export interface PermissionDeclaration {
  /** What it allows, as a sentence that follows "May": `Read documents, their versions and exports.` */
  allows: string
  /** The least of the roles that holds it. */
  role: Role
}

/** The least permission of all: held by every signed-in person, for their own account; by no key. */
export const ACCOUNT = 'account'

/** Every declared permission, in the order of the modules: the one visible list. */
export type PermissionCatalogue = ReadonlyMap<string, PermissionDeclaration>

export function collectPermissions(
  modules: readonly Pick<Module, 'permissions'>[],
): PermissionCatalogue {
  return new Map(modules.flatMap(({ permissions }) => Object.entries(permissions)))
}

/**
 * What a role may.
 *
 * @example
 * permissionsOf(collectPermissions(modules), 'viewer') // Set { 'sources.read', 'documents.read', … }
 */
export function permissionsOf(catalogue: PermissionCatalogue, role: Role): ReadonlySet<string> {
  const rank = roles.indexOf(role)
  const held = [...catalogue].filter(([, declared]) => roles.indexOf(declared.role) <= rank)
  return new Set(held.map(([name]) => name))
}

/** True when `held` covers `permission`. `*` stands for everything but a person's own account. */
export function holds(held: ReadonlySet<string>, permission: string): boolean {
  return held.has(permission) || (permission !== ACCOUNT && held.has('*'))
}
