import { defaultWishes } from '../accounts/index.ts'

/** Jobs that took less are seen to the end by whoever started them. */
const LONG_JOB = `interval '10 seconds'`
const UNREAD_FOR = `interval '5 minutes'`

/** As `newId` makes them: they sort by time. */
const newId = `
create or replace function galley.new_notification_id() returns text language sql volatile as $$
  with parts as (select '0123456789ABCDEFGHJKMNPQRSTVWXYZ' as letters,
    floor(extract(epoch from clock_timestamp()) * 1000)::bigint as millisecond,
    uuid_send(gen_random_uuid()) as random)
  select 'ntf_' || string_agg(substr(letters, 1 + case
      when place < 10 then ((millisecond >> (45 - 5 * place)) & 31)::int
      else get_byte(random, place - 10) & 31 end, 1), '' order by place)
  from parts, generate_series(0, 25) as place
$$`

/**
 * Tells active members what they want to hear, once, and announces it to each of them alone. It has
 * its owner's rights: what people prefer is not to be seen from a workspace, and the caller may see
 * some projects only.
 */
const notify = `
create or replace function galley.notify_people(p_workspace_id text, p_items jsonb) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_events jsonb;
begin
  with told as (
    insert into galley.notifications as n
      (id, workspace_id, user_id, kind, subject, data, dedupe_key, mail_at)
    select galley.new_notification_id(), p_workspace_id, m.user_id, item.kind, item.subject,
      coalesce(item.data, '{}'), item."dedupeKey",
      case wanted.wish when 'mail' then clock_timestamp() + ${UNREAD_FOR} end
    from jsonb_to_recordset(p_items)
      as item(kind text, subject text, data jsonb, "dedupeKey" text, "to" jsonb, wish text)
    join galley.members m
      on m.workspace_id = p_workspace_id and m.is_active and item."to" ? m.user_id
    left join galley.account_preferences p on p.user_id = m.user_id
    cross join lateral (
      select coalesce(p.preferences->'notifications'->>item.kind, item.wish) as wish) wanted
    where wanted.wish <> 'none'
    on conflict (workspace_id, user_id, dedupe_key) do nothing
    returning n.id, n.user_id, n.kind, n.subject
  )
  select jsonb_agg(jsonb_build_object('type', 'notification.created', 'subject', told.id,
    'recipient', told.user_id, 'actor', jsonb_build_object('kind', 'system', 'id', 'notifications'),
    -- Who sees some projects only has to see it too.
    'projectId', coalesce(m.project_ids[1], ''),
    'data', jsonb_build_object('kind', told.kind, 'subject', told.subject)))
  into v_events
  from told join galley.members m on m.workspace_id = p_workspace_id and m.user_id = told.user_id;
  if v_events is null then return 0; end if;
  perform galley.append_events(p_workspace_id, v_events);
  return jsonb_array_length(v_events);
end $$`

/**
 * A job's end, in the commit that ends it and behind everything else that this writes: the event
 * cursors that it needs are those that the ends of jobs hold already.
 */
const jobEnds = `
create or replace function galley.notify_job_end() returns trigger language plpgsql as $$
declare v_title text; v_document text;
begin
  begin
    v_title := new.output->>'title';
    v_document := new.output->>'documentId';
  exception when others then null; -- an output may hold what no text can
  end;
  perform galley.notify_people(new.workspace_id, jsonb_build_array(jsonb_build_object(
    'kind', case new.status when 'failed' then 'job_failed' else 'job_finished' end,
    'wish', case new.status when 'failed' then '${defaultWishes.job_failed}' else '${defaultWishes.job_finished}' end,
    'subject', new.id, 'to', jsonb_build_array(new.actor->>'id'),
    'dedupeKey', new.id || ' ' || new.attempts,
    'data', jsonb_strip_nulls(jsonb_build_object('name', new.name, 'title', v_title,
      'document_id', v_document, 'error_code', new.error->>'code',
      'duration_ms', floor(extract(epoch from new.finished_at - new.created_at) * 1000)::bigint)))));
  return null;
end $$;
drop trigger if exists notify_job_end on galley.jobs;
create constraint trigger notify_job_end after update of status on galley.jobs
  deferrable initially deferred for each row
  when (new.status in ('succeeded', 'failed') and old.status is distinct from new.status
    and new.parent_id is null and new.actor->>'kind' = 'user'
    and (new.finished_at - new.created_at > ${LONG_JOB}
      or new.status = 'failed' and new.name not like 'step:%'))
  execute function galley.notify_job_end()`

const rights = `
revoke execute on function galley.notify_people(text, jsonb) from public;
grant execute on function galley.notify_people(text, jsonb) to galley_app`

export const notificationRoutines = [newId, notify, jobEnds, rights].join(';\n')
