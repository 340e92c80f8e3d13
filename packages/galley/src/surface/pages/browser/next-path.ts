/**
 * A path of this site to go on to, as `?next=` names it; null for whatever a browser would read as
 * another place: `//evil.example`, `/\evil.example`, `javascript:`, a line break in between.
 */
export function nextPath(asked: string | null): string | null {
  if (asked === null || asked.length > 1000) return null
  if (!/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(asked)) return null
  if (!URL.canParse(asked, 'https://here.invalid')) return null
  const { origin, pathname } = new URL(asked, 'https://here.invalid')
  // `/.//evil.example` becomes `//evil.example` once it is resolved.
  return origin === 'https://here.invalid' && !pathname.startsWith('//') ? asked : null
}
