CREATE TABLE "galley"."audit_heads" (
	"workspace_id" text PRIMARY KEY,
	"seq" bigint DEFAULT 0 NOT NULL,
	"hash" text DEFAULT '0000000000000000000000000000000000000000000000000000000000000000' NOT NULL,
	"first_seq" bigint DEFAULT 1 NOT NULL,
	"base_hash" text DEFAULT '0000000000000000000000000000000000000000000000000000000000000000' NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."audit_heads" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "galley"."audit_entries" ADD COLUMN "seq" bigint;--> statement-breakpoint
ALTER TABLE "galley"."audit_entries" ADD COLUMN "actor_id" text GENERATED ALWAYS AS (actor ->> 'id') STORED;--> statement-breakpoint
ALTER TABLE "galley"."audit_entries" ADD COLUMN "client_address" text;--> statement-breakpoint
ALTER TABLE "galley"."audit_entries" ADD COLUMN "previous_hash" text;--> statement-breakpoint
ALTER TABLE "galley"."audit_entries" ADD COLUMN "hash" text;--> statement-breakpoint
DROP INDEX "galley"."audit_entries_by_subject";--> statement-breakpoint
CREATE INDEX "audit_entries_by_subject" ON "galley"."audit_entries" ("workspace_id","subject","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "audit_entries_by_seq" ON "galley"."audit_entries" ("workspace_id","seq");--> statement-breakpoint
CREATE INDEX "audit_entries_by_time" ON "galley"."audit_entries" ("workspace_id","created_at");--> statement-breakpoint
CREATE INDEX "audit_entries_by_action" ON "galley"."audit_entries" ("workspace_id","action" text_pattern_ops,"seq");--> statement-breakpoint
CREATE INDEX "audit_entries_by_actor" ON "galley"."audit_entries" ("workspace_id","actor_id","seq");--> statement-breakpoint
CREATE INDEX "audit_entries_by_request" ON "galley"."audit_entries" ("workspace_id","request_id");--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."audit_heads" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));