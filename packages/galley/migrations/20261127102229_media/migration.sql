CREATE TABLE "galley"."media" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"project_id" text DEFAULT coalesce(current_setting('galley.project_id', true), '') NOT NULL,
	"document_id" text DEFAULT '' NOT NULL,
	"section_id" text DEFAULT '' NOT NULL,
	"kind" text NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"size" integer NOT NULL,
	"content_hash" text NOT NULL,
	"storage_key" text NOT NULL,
	"file_name" text,
	"alt_text" text DEFAULT '' NOT NULL,
	"focal_x" double precision DEFAULT 0.5 NOT NULL,
	"focal_y" double precision DEFAULT 0.5 NOT NULL,
	"origin" text NOT NULL,
	"model" text,
	"prompt" text,
	"cost_micros" bigint,
	"created_by" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "galley"."media" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE UNIQUE INDEX "media_by_content" ON "galley"."media" ("workspace_id","project_id","document_id","section_id","content_hash") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "media_by_id" ON "galley"."media" ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "media_by_removal" ON "galley"."media" ("removed_at") WHERE removed_at is not null;--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."media" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "project" ON "galley"."media" AS RESTRICTIVE FOR ALL TO "galley_app" USING ((select nullif(current_setting('galley.project_ids', true), '')::text[]) is null or project_id = any((select nullif(current_setting('galley.project_ids', true), '')::text[])::text[])) WITH CHECK ((select nullif(current_setting('galley.project_ids', true), '')::text[]) is null or project_id = any((select nullif(current_setting('galley.project_ids', true), '')::text[])::text[]));