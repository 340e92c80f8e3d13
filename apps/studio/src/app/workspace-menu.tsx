import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { ChevronsUpDown, Plus } from 'lucide-react'
import { query, useAction } from '../api/queries.ts'
import { useMessages } from '../messages/define-messages.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Menu } from '../ui/menu.tsx'
import { showToast } from '../ui/toasts.ts'
import { messages } from './messages.ts'
import { useSession } from './session.ts'

/** Which workspace is open, and the others. */
export function WorkspaceMenu() {
  const text = useMessages(messages)
  const router = useRouter()
  const client = useQueryClient()
  const { workspace } = useSession()
  const { data } = useQuery(query('GET /workspaces', {}))
  const switchTo = useAction('POST /workspaces/{workspace_id}/switch', [])

  async function enter(id: string) {
    try {
      await switchTo.mutateAsync({ workspace_id: id })
    } catch (error) {
      showToast({ tone: 'danger', message: (error as Error).message })
      return
    }
    // Nothing of the workspace before may be seen in this one.
    client.clear()
    await router.navigate({ to: '/' })
    await router.invalidate()
  }

  const others = data?.items ?? [{ ...workspace, is_current: true }]
  return (
    <Menu
      label={text.workspace}
      groups={[
        {
          label: text.workspace,
          items: others.map(({ id, name, is_current: isCurrent }) => ({
            id,
            label: name,
            isChecked: isCurrent,
            onSelect: () => isCurrent || void enter(id),
          })),
        },
        {
          items: [
            {
              id: 'new',
              label: text.newWorkspace,
              icon: Plus,
              onSelect: () => router.history.push('/settings/workspaces'),
            },
          ],
        },
      ]}
      trigger={(props) => (
        <button
          type="button"
          {...props}
          className="flex min-h-11 w-full items-center gap-2.5 rounded px-2 text-start hover:bg-paper"
        >
          <Avatar name={workspace.name} />
          <span className="min-w-0 flex-1 truncate text-sm font-medium">
            {workspace.name} <span className="sr-only">{text.switchWorkspace}</span>
          </span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted" />
        </button>
      )}
    />
  )
}
