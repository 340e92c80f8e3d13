export function GeneralPage() {
  return <h1>GeneralPage</h1>
}
