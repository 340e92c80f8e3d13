import { InvalidError } from '../../../error.ts'
import { embeddedPostgresCodes as codes } from './errors.ts'

/** Chosen for one small machine that also runs the application, without giving up durability. */
const DEFAULTS: Record<string, string> = {
  max_connections: '200',
  shared_buffers: '64MB',
  effective_cache_size: '512MB',
  maintenance_work_mem: '64MB',
  min_wal_size: '32MB',
  max_wal_size: '512MB',
  // No replicas stand behind an embedded server, so the log needs no more than crash recovery.
  wal_level: 'minimal',
  max_wal_senders: '0',
  jit: 'off',
  // `try` takes huge pages that a container may not be allowed to touch, and then crashes.
  huge_pages: 'off',
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] %a ',
  password_encryption: 'scram-sha-256',
}

/** Command line arguments for `postgres`; the caller's settings win over ours. */
export function settingArguments(
  settings: Record<string, string>,
  forced: { port: number; clusterName: string },
): string[] {
  const all = {
    ...DEFAULTS,
    ...settings,
    // What attaching depends on is not for the caller to change.
    listen_addresses: '127.0.0.1',
    port: String(forced.port),
    cluster_name: forced.clusterName,
    unix_socket_directories: '',
  }
  return Object.entries(all).flatMap(([name, value]) => {
    if (!/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/i.test(name)) {
      throw new InvalidError(codes.EMBEDDED_POSTGRES_SETTING, { name })
    }
    return ['-c', `${name}=${value}`]
  })
}
