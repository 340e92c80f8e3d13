/** What an invitation is for, as the API tells it to whoever holds its token. */
export interface Preview {
  workspace_id: string
  workspace_name: string
  role_name: string
  invited_by: string | null
  kind: 'email' | 'link'
  email: string | null
  needs_account: boolean | null
  expires_at: string
}
