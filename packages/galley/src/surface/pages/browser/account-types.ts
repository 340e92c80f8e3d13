/** Who is signed in, as `GET /account` tells it. */
export interface Account {
  user: { name: string; email: string; email_verified: boolean }
  has_password: boolean
  providers: string[]
  two_factor: { is_enabled: boolean; is_pending: boolean }
}
