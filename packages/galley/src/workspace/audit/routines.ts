export const auditRoutines = `revoke update, delete on galley.audit_entries from galley_app`
