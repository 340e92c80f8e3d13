import { defineCodes } from '../error.ts'

export const databaseCodes = defineCodes({
  DATABASE_UNAVAILABLE: 'The database does not answer. Nothing was changed; try again in a moment.',
  DATABASE_LOST:
    'The database went away while this was being saved, so it may or may not have been. Read it before you try again.',
  DATABASE_UNREACHABLE:
    'The database at {host} cannot be reached: {reason}. Check DATABASE_URL, and that PostgreSQL runs there.',
  DATABASE_LOGIN_REFUSED:
    'The database at {host} refuses the user "{user}": {reason}. Check the user and the password in DATABASE_URL; special characters in it must be percent-encoded.',
  DATABASE_MISSING:
    'There is no database "{database}" at {host}. Create it, owned by the user that Galley uses: create database "{database}" owner "{user}"',
  DATABASE_TOO_OLD:
    'The database at {host} is PostgreSQL {version}; Galley needs 15 or newer. Upgrade it, or leave DATABASE_URL out to use the embedded one.',
  DATABASE_NEWER:
    'The database was made by a newer Galley: it has the change "{migration}", which this one does not know. Run the newer Galley, or restore a backup from before.',
  DATABASE_RIGHTS_MISSING:
    'The database user "{user}" lacks rights on the database "{database}": {reason}. As an administrator of the server: alter database "{database}" owner to "{user}"',
  DATABASE_ROLE_MISSING:
    'Galley keeps workspaces apart with the role {role}, and the database user "{user}" may not {need} it. As an administrator of the server: {remedy}',
  VALUE_UNSTORABLE:
    'The request holds a value that cannot be stored: a NUL character, or a number that is too large. Take it out and try again.',
})
