/**
 * It has its owner's rights: who has no seat yet is not to be seen from the workspace. It answers
 * whether there is somebody with this id, and nothing else of them.
 */
const lockPerson = `
create or replace function galley.lock_person(p_user_id text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from galley.users where id = p_user_id for key share;
  return found;
end $$`

const rights = `
revoke execute on function galley.lock_person(text) from public;
grant execute on function galley.lock_person(text) to galley_app`

export const tenancyRoutines = [lockPerson, rights].join(';\n')
