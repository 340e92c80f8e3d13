import { ACCOUNT, permissionsOf, roles } from '../../platform/permission.ts'
import type { PermissionCatalogue } from '../../platform/permission.ts'

/** Where somebody sits in a workspace, as the database has it. */
export interface Seat {
  workspace_id: string | null
  role: string | null
  /** Of a custom role. */
  role_permissions: string[] | null
  project_ids: string[] | null
}

/** What a member's role allows: a built-in one's permissions, or a custom one's that still exist. */
export function seatPermissions(
  catalogue: PermissionCatalogue,
  { role, role_permissions: custom }: Pick<Seat, 'role' | 'role_permissions'>,
): ReadonlySet<string> {
  const builtIn = roles.find((name) => name === role)
  const held = builtIn ? permissionsOf(catalogue, builtIn) : (custom ?? [])
  return new Set([...held].filter((name) => name !== ACCOUNT && catalogue.has(name)))
}

/**
 * What a key may: everything that is declared and not a person's own account, or the named ones of
 * that. A person's own key never more than `held`, which is what their seat allows.
 */
export function keyPermissions(
  catalogue: PermissionCatalogue,
  wanted: readonly string[],
  held: ReadonlySet<string> | null,
): ReadonlySet<string> {
  const isAll = wanted.includes('*')
  if (held) return new Set([...held].filter((name) => isAll || wanted.includes(name)))
  if (isAll) return new Set(['*'])
  return new Set(wanted.filter((name) => name !== ACCOUNT && catalogue.has(name)))
}

/** Both narrowings hold; null narrows nothing. */
export function narrower(
  one: readonly string[] | null,
  other: readonly string[] | null,
): readonly string[] | null {
  if (one === null || other === null) return one ?? other
  return one.filter((id) => other.includes(id))
}
