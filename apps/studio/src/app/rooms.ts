import { defineMessages } from '../messages/define-messages.ts'

export const roomMessages = defineMessages({
  en: {
    general: 'General',
    workspaces: 'Workspaces',
    projects: 'Projects',
    branding: 'Brand',
    members: 'Members',
    invitations: 'Invitations',
    roles: 'Roles',
    models: 'Models',
    keys: 'API keys',
    sso: 'Single sign-on',
    scim: 'Directory sync',
    domains: 'Domains',
    audit: 'Audit log',
    privacy: 'Privacy',
    profile: 'Profile',
    security: 'Security',
    sessions: 'Sessions',
    ownKeys: 'Own keys',
    preferences: 'Preferences',
    notifications: 'Notifications',
    data: 'Own data',
  },
  de: {
    general: 'Allgemein',
    workspaces: 'Arbeitsbereiche',
    projects: 'Projekte',
    branding: 'Marke',
    members: 'Mitglieder',
    invitations: 'Einladungen',
    roles: 'Rollen',
    models: 'Modelle',
    keys: 'API-Schlüssel',
    sso: 'Single Sign-on',
    scim: 'Verzeichnisabgleich',
    domains: 'Domains',
    audit: 'Audit-Protokoll',
    privacy: 'Datenschutz',
    profile: 'Profil',
    security: 'Sicherheit',
    sessions: 'Sitzungen',
    ownKeys: 'Eigene Schlüssel',
    preferences: 'Vorlieben',
    notifications: 'Mitteilungen',
    data: 'Eigene Daten',
  },
})

export interface Room {
  to: string
  name: keyof ReturnType<typeof roomMessages>
  permission?: string
}

export const settingsRooms: readonly Room[] = [
  { to: '/settings/general', name: 'general', permission: 'workspace.read' },
  { to: '/settings/workspaces', name: 'workspaces' },
  { to: '/settings/projects', name: 'projects', permission: 'projects.read' },
  { to: '/settings/branding', name: 'branding', permission: 'branding.read' },
  { to: '/settings/members', name: 'members', permission: 'members.read' },
  { to: '/settings/invitations', name: 'invitations', permission: 'members.write' },
  { to: '/settings/roles', name: 'roles', permission: 'members.read' },
  { to: '/settings/models', name: 'models' },
  { to: '/settings/api-keys', name: 'keys', permission: 'keys.read' },
  { to: '/settings/sso', name: 'sso', permission: 'sso.read' },
  { to: '/settings/scim', name: 'scim', permission: 'scim.read' },
  { to: '/settings/domains', name: 'domains', permission: 'domains.read' },
  { to: '/settings/privacy', name: 'privacy', permission: 'privacy.read' },
  { to: '/settings/audit', name: 'audit', permission: 'audit.read' },
]

export const accountRooms: readonly Room[] = [
  { to: '/account/profile', name: 'profile' },
  { to: '/account/security', name: 'security' },
  { to: '/account/sessions', name: 'sessions' },
  { to: '/account/api-keys', name: 'ownKeys' },
  { to: '/account/preferences', name: 'preferences' },
  { to: '/account/notifications', name: 'notifications' },
  { to: '/account/data', name: 'data' },
]
