/**
 * Numbers are taken under the workspace's cursor row, which stays locked until the commit: so they
 * become visible in order, and a reader that has seen n will never be shown a smaller one later.
 * Call it last in a transaction, to hold that lock briefly.
 */
export const eventRoutines = `
create or replace function galley.append_events(p_workspace_id text, p_events jsonb)
returns bigint language plpgsql as $$
declare
  v_count int := jsonb_array_length(p_events);
  v_last bigint;
begin
  if v_count = 0 then return null; end if;
  insert into galley.event_cursors as cursor (workspace_id, seq) values (p_workspace_id, v_count)
  on conflict (workspace_id) do update set seq = cursor.seq + v_count
  returning seq into v_last;
  insert into galley.events
    (workspace_id, seq, type, at, actor, subject, job_id, project_id, recipient, data)
  select p_workspace_id, v_last - v_count + item.ordinality, item.value->>'type', clock_timestamp(),
         item.value->'actor', item.value->>'subject', item.value->>'jobId',
         coalesce(item.value->>'projectId', job.project_id,
                  current_setting('galley.project_id', true), ''),
         item.value->>'recipient', coalesce(item.value->'data', '{}'::jsonb)
  from jsonb_array_elements(p_events) with ordinality as item
  left join galley.jobs job on job.id = item.value->>'jobId';
  perform pg_notify('galley_events', p_workspace_id);
  return v_last;
end $$`
