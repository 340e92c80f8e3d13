import type { QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { createEventFeed } from '../api/events.ts'
import type { ConnectionState, GalleyEvent } from '../api/events.ts'

/** The workspace's events, one stream for the page. */
export const feed = createEventFeed()

/** Which topics of the cache an event makes stale, besides the one it is named by. */
const alsoStale: Readonly<Record<string, readonly string[]>> = {
  source: ['sources'],
  document: ['documents'],
  proposal: ['documents'],
  job: ['jobs'],
  member: ['members', 'roles', 'whoami'],
  role: ['roles', 'whoami'],
  invitation: ['invitations'],
  project: ['projects'],
  workspace: ['workspaces', 'workspace', 'whoami'],
  domain: ['domains'],
  branding: ['branding'],
  media: ['media', 'documents'],
  prompt_template: ['prompt-templates'],
  prompt_run: ['prompt-runs'],
  model_connection: ['model-connections', 'models'],
  notification: ['account'],
}

/** Changes that come in a stream are read once for many. */
const GATHER_MS = 250

/**
 * Keeps the cache true: what an event is about is read anew, at most four times a second.
 *
 * @returns the way out
 */
export function keepFresh(client: QueryClient): () => void {
  const stale = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    timer = undefined
    for (const topic of stale) void client.invalidateQueries({ queryKey: [topic] })
    stale.clear()
  }
  return feed.subscribe((event) => {
    for (const topic of topicsOf(event)) stale.add(topic)
    timer ??= setTimeout(flush, GATHER_MS)
  })
}

export function topicsOf({ type }: Pick<GalleyEvent, 'type'>): readonly string[] {
  return alsoStale[type.split('.')[0]!] ?? []
}

export const useConnection = (): ConnectionState =>
  useSyncExternalStore(feed.watchState, feed.state)
