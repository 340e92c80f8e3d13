/**
 * An entry's hash is taken over one JSON array, as PostgreSQL writes it: unambiguous whatever the
 * texts contain, and the same on every version. The first element says how the rest is read.
 */
const hash = `
create or replace function galley.audit_hash(p_entry galley.audit_entries) returns text
language sql stable as $$
  select encode(sha256(convert_to(jsonb_build_array(
    'galley.audit.1', p_entry.workspace_id, p_entry.seq, p_entry.id,
    (extract(epoch from p_entry.created_at) * 1000000)::bigint,
    p_entry.actor, p_entry.client_address, p_entry.action, p_entry.subject, p_entry.request_id,
    p_entry.before, p_entry.after, p_entry.previous_hash)::text, 'UTF8')), 'hex')
$$`

/**
 * The only way in. It has its owner's rights, because its callers have none on these tables, and so
 * looks itself that they stay in their workspace. The head stays locked until the commit, so
 * entries become visible in order: call it last in a transaction.
 */
const append = `
create or replace function galley.append_audit(p_workspace_id text, p_entries jsonb) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_head galley.audit_heads;
  v_entry galley.audit_entries;
  v_item jsonb;
begin
  if current_setting('role') = 'galley_app'
     and p_workspace_id is distinct from current_setting('galley.workspace_id', true) then
    raise insufficient_privilege using message = 'audit entries go to the own workspace only';
  end if;
  select * into v_head from galley.audit_heads where workspace_id = p_workspace_id for update;
  if not found then
    insert into galley.audit_heads (workspace_id) values (p_workspace_id) on conflict do nothing;
    select * into v_head from galley.audit_heads where workspace_id = p_workspace_id for update;
  end if;
  for v_item in
    select value from jsonb_array_elements(p_entries) with ordinality order by ordinality
  loop
    v_head.seq := v_head.seq + 1;
    v_entry := jsonb_populate_record(null::galley.audit_entries, v_item);
    v_entry.workspace_id := p_workspace_id;
    v_entry.seq := v_head.seq;
    v_entry.created_at := clock_timestamp();
    v_entry.previous_hash := v_head.hash;
    v_entry.hash := galley.audit_hash(v_entry);
    insert into galley.audit_entries
      (id, workspace_id, seq, created_at, actor, client_address, action, subject, request_id,
       before, after, previous_hash, hash)
    values
      (v_entry.id, p_workspace_id, v_entry.seq, v_entry.created_at, v_entry.actor,
       v_entry.client_address, v_entry.action, v_entry.subject, v_entry.request_id,
       v_entry.before, v_entry.after, v_entry.previous_hash, v_entry.hash);
    v_head.hash := v_entry.hash;
  end loop;
  update galley.audit_heads set seq = v_head.seq, hash = v_head.hash
  where workspace_id = p_workspace_id;
  return v_head.seq;
end $$`

/**
 * Walks a stretch of the chain, from behind `p_after` (whose hash is `p_hash`) on. Answers how far
 * it came, and what is wrong with the first entry that is.
 */
const check = `
create or replace function galley.check_audit(
  p_workspace_id text, p_after bigint, p_hash text, p_until bigint, p_limit int
) returns jsonb language plpgsql stable as $$
declare
  v_entry galley.audit_entries;
  v_seq bigint := p_after;
  v_hash text := p_hash;
  v_reason text;
begin
  for v_entry in
    select * from galley.audit_entries
    where workspace_id = p_workspace_id and seq > p_after and seq <= p_until
    order by seq limit p_limit
  loop
    v_reason := case
      when v_entry.seq > v_seq + 1 then 'entry_missing'
      when v_entry.seq < v_seq + 1 then 'entry_unexpected'
      when v_entry.hash is distinct from galley.audit_hash(v_entry) then 'entry_changed'
      when v_entry.previous_hash is distinct from v_hash then 'link_broken'
    end;
    exit when v_reason is not null;
    v_seq := v_entry.seq;
    v_hash := v_entry.hash;
  end loop;
  return jsonb_build_object('seq', v_seq, 'hash', v_hash, 'reason', v_reason);
end $$`

/**
 * Removes the oldest stretch, at most `p_limit` entries, and says so in the chain itself: an entry
 * vouches for the new beginning, and for whether what is gone was intact.
 */
const prune = `
create or replace function galley.prune_audit(
  p_workspace_id text, p_older_than timestamptz, p_limit int, p_entry jsonb
) returns int language plpgsql as $$
declare
  v_head galley.audit_heads;
  v_keep bigint;
  v_base text;
  v_check jsonb;
  v_removed int;
begin
  select * into v_head from galley.audit_heads where workspace_id = p_workspace_id for update;
  if not found then return 0; end if;
  select seq into v_keep from galley.audit_entries
  where workspace_id = p_workspace_id and seq >= v_head.first_seq and created_at >= p_older_than
  order by seq limit 1;
  v_keep := least(coalesce(v_keep, v_head.seq + 1), v_head.first_seq + p_limit);
  if v_keep <= v_head.first_seq then return 0; end if;

  v_check := galley.check_audit(
    p_workspace_id, v_head.first_seq - 1, v_head.base_hash, v_keep - 1, p_limit);
  select hash into v_base from galley.audit_entries
  where workspace_id = p_workspace_id and seq = v_keep - 1;
  v_base := coalesce(v_base, v_check->>'hash');
  delete from galley.audit_entries where workspace_id = p_workspace_id and seq < v_keep;
  get diagnostics v_removed = row_count;
  update galley.audit_heads set first_seq = v_keep, base_hash = v_base
  where workspace_id = p_workspace_id;
  perform galley.append_audit(p_workspace_id, jsonb_build_array(p_entry || jsonb_build_object(
    'before', jsonb_build_object('firstSeq', v_head.first_seq),
    'after', jsonb_build_object(
      'firstSeq', v_keep, 'baseHash', v_base, 'removed', v_removed, 'olderThan', p_older_than,
      'wasIntact', v_check->>'reason' is null and (v_check->>'seq')::bigint = v_keep - 1))));
  return v_removed;
end $$`

/**
 * History from before there was a chain joins it in the order of its ids. The lock waits for
 * writers of the version before, and what they would write after it is refused by the revocation.
 */
const adopt = `
do $$
declare
  v_head galley.audit_heads;
  v_entry galley.audit_entries;
begin
  if not exists (select from galley.audit_entries where seq is null) then return; end if;
  lock table galley.audit_entries in share row exclusive mode;
  for v_entry in
    select * from galley.audit_entries where seq is null
    order by workspace_id collate "C", id collate "C"
  loop
    if v_head.workspace_id is distinct from v_entry.workspace_id then
      insert into galley.audit_heads (workspace_id) values (v_entry.workspace_id)
      on conflict do nothing;
      select * into v_head from galley.audit_heads where workspace_id = v_entry.workspace_id
      for update;
    end if;
    v_head.seq := v_head.seq + 1;
    v_entry.seq := v_head.seq;
    v_entry.previous_hash := v_head.hash;
    v_entry.hash := galley.audit_hash(v_entry);
    v_head.hash := v_entry.hash;
    update galley.audit_entries
    set seq = v_entry.seq, previous_hash = v_entry.previous_hash, hash = v_entry.hash
    where id = v_entry.id;
    update galley.audit_heads set seq = v_head.seq, hash = v_head.hash
    where workspace_id = v_head.workspace_id;
  end loop;
end $$`

const rights = `
revoke insert, update, delete on galley.audit_entries, galley.audit_heads from galley_app;
revoke execute on function galley.append_audit(text, jsonb) from public;
revoke execute on function galley.prune_audit(text, timestamptz, int, jsonb) from public;
grant execute on function galley.append_audit(text, jsonb) to galley_app`

export const auditRoutines = [hash, append, check, prune, rights, adopt].join(';\n')
