export const documentRoutines = `revoke update, delete on galley.document_versions from galley_app`
