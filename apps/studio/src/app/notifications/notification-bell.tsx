/** What happened while somebody was elsewhere. */
export function NotificationBell() {
  return null
}
