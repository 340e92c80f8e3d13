/**
 * Puts a mail in line, in the caller's transaction. It has its owner's rights, since mail belongs to
 * no workspace: the app role can put one in, and read none. The job is one of the system workspace,
 * whose events nobody reads and whose event cursor the caller's commit need not lock: so what
 * `jobs_enqueue` left for the commit is put back as it was, and only the bell is rung. Crons come
 * before mail, and what people wait for before news.
 */
const queue = `
create or replace function galley.queue_mail(
  p_id text, p_name text, p_category text, p_sent_for text, p_sealed text,
  p_job_id text, p_workspace_id text, p_input json, p_actor jsonb)
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_new_jobs text := current_setting('galley.new_jobs', true);
begin
  insert into galley.mails (id, name, category, sent_for, sealed)
  values (p_id, p_name, p_category, p_sent_for, p_sealed);
  perform galley.jobs_enqueue(p_job_id, p_workspace_id, 'mail.send', 1, p_input, p_actor,
    '{}', case p_category when 'security' then -1 else -2 end, null, null, null, null, null);
  perform set_config('galley.new_jobs', coalesce(v_new_jobs, ''), true);
  perform pg_notify('galley_jobs', p_workspace_id);
end $$`

const rights = `
revoke execute on function
  galley.queue_mail(text, text, text, text, text, text, text, json, jsonb) from public;
grant execute on function
  galley.queue_mail(text, text, text, text, text, text, text, json, jsonb) to galley_app`

export const mailRoutines = [queue, rights].join(';\n')
