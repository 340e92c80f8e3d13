/**
 * Rings when what somebody may do could have changed, so that open streams ask anew at once: with
 * the id of the person or the key.
 */
const ring = `
create or replace function galley.ring_access() returns trigger language plpgsql as $$
begin
  perform pg_notify('galley_access', case tg_table_name when 'api_keys' then to_jsonb(old)->>'id'
    else to_jsonb(old)->>'user_id' end);
  return null;
end $$`

const on = (table: string, when: string) => `
drop trigger if exists ring_access on galley.${table};
create trigger ring_access after ${when} on galley.${table}
  for each row execute function galley.ring_access()`

export const identityRoutines = [
  ring,
  on('sessions', 'delete'),
  on('members', 'delete or update of role, project_ids, is_active'),
  on('api_keys', 'delete or update of revoked_at, expires_at, permissions, project_ids'),
].join(';\n')
