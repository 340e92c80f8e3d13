import { useQuery } from '@tanstack/react-query'
import { Check, Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import type { Output } from '../../api/call.ts'
import { query } from '../../api/queries.ts'
import { useMay } from '../../app/session.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { messages } from './messages.ts'
import { RoleDialog } from './parts/role-dialog.tsx'

export type RoleMatrix = Output<'GET /roles'>
export type Role = RoleMatrix['roles'][number]

/** What each role may, side by side. */
export function RolesPage() {
  const text = useMessages(messages)
  useTitle(text.roles)
  const mayWrite = useMay('roles.write')
  const matrix = useQuery(query('GET /roles', {}))
  const [edited, setEdited] = useState<Role | 'new' | null>(null)
  return (
    <>
      <PageHeader
        title={text.roles}
        description={text.rolesAbout}
        actions={
          mayWrite && (
            <Button variant="primary" icon={Plus} onClick={() => setEdited('new')}>
              {text.newRole}
            </Button>
          )
        }
      />
      <QueryView query={matrix} skeleton={<SkeletonRows rows={12} className="h-10" />}>
        {(data) => (
          <>
            <Matrix matrix={data} {...(mayWrite && { onEdit: setEdited })} />
            {edited && (
              <RoleDialog
                role={edited === 'new' ? null : edited}
                permissions={data.permissions}
                onClose={() => setEdited(null)}
              />
            )}
          </>
        )}
      </QueryView>
    </>
  )
}

function Matrix({ matrix, onEdit }: { matrix: RoleMatrix; onEdit?: (role: Role) => void }) {
  const text = useMessages(messages)
  return (
    <div
      role="region"
      tabIndex={0}
      aria-label={text.roles}
      className="relative max-w-full overflow-x-auto"
    >
      <table className="w-full min-w-160 border-collapse text-sm">
        <caption className="sr-only">{text.roles}</caption>
        <thead>
          <tr className="border-b border-edge/60">
            <th scope="col" className="pb-2 text-start font-medium text-muted">
              {text.permission}
            </th>
            {matrix.roles.map((role) => (
              <th key={role.id} scope="col" className="px-2 pb-2 text-center font-medium">
                {role.name}
                {!role.is_built_in && onEdit && (
                  <IconButton
                    icon={Pencil}
                    size="small"
                    label={text.editRole(role.name)}
                    onClick={() => onEdit(role)}
                  />
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.permissions.map(({ name, allows }) => (
            <tr key={name} className="border-b border-line">
              <th scope="row" className="py-2 pe-4 text-start font-normal">
                {allows} <code className="block font-mono text-xs text-muted">{name}</code>
              </th>
              {matrix.roles.map((role) => {
                const may = role.permissions.includes('*') || role.permissions.includes(name)
                return (
                  <td key={role.id} className="px-2 text-center">
                    {may && <Check aria-hidden className="mx-auto size-4 text-success" />}
                    <span className="sr-only">{may ? text.allowed : text.notAllowed}</span>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
