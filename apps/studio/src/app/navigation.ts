import {
  ChartNoAxesColumn,
  FileText,
  House,
  Library,
  ListChecks,
  MessageSquareText,
  Settings,
} from 'lucide-react'
import type { LucideIcon } from 'lucide-react'

interface Place {
  to: '/' | '/articles' | '/prompts' | '/sources' | '/jobs' | '/usage' | '/settings/general'
  name: 'home' | 'articles' | 'prompts' | 'sources' | 'jobs' | 'usage' | 'settings'
  icon: LucideIcon
  /** Who may not read it is not led there. */
  permission?: string
}

/** The rooms of the studio, in the order in which work passes through them. */
export const places: readonly Place[] = [
  { to: '/', name: 'home', icon: House },
  { to: '/sources', name: 'sources', icon: Library, permission: 'sources.read' },
  { to: '/articles', name: 'articles', icon: FileText, permission: 'documents.read' },
  { to: '/prompts', name: 'prompts', icon: MessageSquareText, permission: 'prompts.read' },
  { to: '/jobs', name: 'jobs', icon: ListChecks, permission: 'jobs.read' },
  { to: '/usage', name: 'usage', icon: ChartNoAxesColumn, permission: 'billing.read' },
  { to: '/settings/general', name: 'settings', icon: Settings },
]
