CREATE TABLE "galley"."version_names" (
	"document_id" text,
	"version" integer,
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"author" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "version_names_pkey" PRIMARY KEY("document_id","version")
);
--> statement-breakpoint
ALTER TABLE "galley"."version_names" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."account_preferences" (
	"user_id" text PRIMARY KEY,
	"preferences" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."account_preferences" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."notifications" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"data" jsonb NOT NULL,
	"dedupe_key" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"read_at" timestamp with time zone,
	"mail_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "galley"."notifications" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "galley"."budgets" ADD COLUMN "warned_percent" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "galley"."document_versions" ADD COLUMN "step" text;--> statement-breakpoint
ALTER TABLE "galley"."documents" ADD COLUMN "status" text DEFAULT 'edited' NOT NULL;--> statement-breakpoint
ALTER TABLE "galley"."documents" ADD COLUMN "word_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "galley"."documents" ADD COLUMN "part_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "galley"."documents" ADD COLUMN "source_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "galley"."documents" ADD COLUMN "author" jsonb;--> statement-breakpoint
ALTER TABLE "galley"."events" ADD COLUMN "recipient" text;--> statement-breakpoint
CREATE INDEX "documents_by_update" ON "galley"."documents" ("workspace_id","updated_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "documents_by_status" ON "galley"."documents" ("workspace_id","status","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "sources_by_kind" ON "galley"."sources" ("workspace_id","kind","id");--> statement-breakpoint
CREATE INDEX "jobs_dead_letters" ON "galley"."jobs" ("workspace_id","id") WHERE status = 'failed';--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_once" ON "galley"."notifications" ("workspace_id","user_id","dedupe_key");--> statement-breakpoint
CREATE INDEX "notifications_by_person" ON "galley"."notifications" ("workspace_id","user_id","id");--> statement-breakpoint
CREATE INDEX "notifications_unread" ON "galley"."notifications" ("workspace_id","user_id") WHERE read_at is null;--> statement-breakpoint
CREATE INDEX "notifications_to_mail" ON "galley"."notifications" ("mail_at") WHERE mail_at is not null;--> statement-breakpoint
CREATE INDEX "notifications_by_time" ON "galley"."notifications" ("created_at");--> statement-breakpoint
ALTER TABLE "galley"."version_names" ADD CONSTRAINT "version_names_document_id_documents_id_fkey" FOREIGN KEY ("document_id") REFERENCES "galley"."documents"("id");--> statement-breakpoint
ALTER TABLE "galley"."account_preferences" ADD CONSTRAINT "account_preferences_user_id_users_id_fkey" FOREIGN KEY ("user_id") REFERENCES "galley"."users"("id") ON DELETE CASCADE;--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."version_names" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."account_preferences" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."notifications" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
UPDATE "galley"."documents" d SET
  "status" = CASE v."cause" WHEN 'generated' THEN 'generated' ELSE 'edited' END,
  "author" = v."author",
  "part_count" = jsonb_array_length(v."content"->'parts'),
  "source_count" = jsonb_array_length(v."provenance"->'sourceIds'),
  "word_count" = (
    SELECT count(*) FROM jsonb_path_query(v."content", '$.**.markdown') AS text,
      regexp_matches(text #>> '{}', '\S+', 'g'))
FROM "galley"."document_versions" v
WHERE v."document_id" = d."id" AND v."version" = d."current_version";
