export function PromptsPage() {
  return <h1>PromptsPage</h1>
}
