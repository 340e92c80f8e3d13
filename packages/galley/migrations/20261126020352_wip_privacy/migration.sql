CREATE TABLE "galley"."privacy_exports" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"user_id" text,
	"created_by" text NOT NULL,
	"status" text NOT NULL,
	"job_id" text NOT NULL,
	"storage_key" text NOT NULL,
	"size" bigint,
	"etag" text,
	"sha256" text,
	"entries" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ready_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	CONSTRAINT "privacy_exports_status" CHECK (status in ('running', 'ready', 'failed', 'deleted'))
);
--> statement-breakpoint
ALTER TABLE "galley"."privacy_exports" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."privacy_settings" (
	"workspace_id" text PRIMARY KEY,
	"content_to_model_providers" boolean DEFAULT true NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."privacy_settings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."retention_policies" (
	"workspace_id" text PRIMARY KEY,
	"sources_days" integer,
	"deleted_documents_days" integer,
	"finished_jobs_days" integer,
	"events_days" integer,
	"audit_days" integer,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."retention_policies" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."scim_group_members" (
	"workspace_id" text NOT NULL,
	"group_id" text,
	"scim_user_id" text,
	CONSTRAINT "scim_group_members_pkey" PRIMARY KEY("group_id","scim_user_id")
);
--> statement-breakpoint
ALTER TABLE "galley"."scim_group_members" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."scim_groups" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"display_name" text NOT NULL,
	"display_name_key" text NOT NULL,
	"external_id" text,
	"role" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."scim_groups" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."scim_settings" (
	"workspace_id" text PRIMARY KEY,
	"default_role" text DEFAULT 'viewer' NOT NULL,
	"last_sync_at" timestamp with time zone,
	"errors" jsonb DEFAULT '[]' NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."scim_settings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."scim_tokens" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"start" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "galley"."scim_tokens" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."scim_users" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"user_id" text NOT NULL,
	"user_name" text NOT NULL,
	"user_name_key" text NOT NULL,
	"external_id" text,
	"email" text NOT NULL,
	"attributes" jsonb NOT NULL,
	"has_made_account" boolean NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."scim_users" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE UNIQUE INDEX "privacy_exports_running" ON "galley"."privacy_exports" ("workspace_id",coalesce("user_id", '')) WHERE status = 'running';--> statement-breakpoint
CREATE INDEX "privacy_exports_by_workspace" ON "galley"."privacy_exports" ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "privacy_exports_of_user" ON "galley"."privacy_exports" ("user_id","id");--> statement-breakpoint
CREATE INDEX "privacy_exports_by_expiry" ON "galley"."privacy_exports" ("expires_at");--> statement-breakpoint
CREATE INDEX "scim_group_members_by_user" ON "galley"."scim_group_members" ("scim_user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "scim_groups_by_name" ON "galley"."scim_groups" ("workspace_id","display_name_key");--> statement-breakpoint
CREATE UNIQUE INDEX "scim_groups_by_external_id" ON "galley"."scim_groups" ("workspace_id","external_id");--> statement-breakpoint
CREATE INDEX "scim_groups_by_workspace" ON "galley"."scim_groups" ("workspace_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "scim_tokens_by_hash" ON "galley"."scim_tokens" ("hash");--> statement-breakpoint
CREATE INDEX "scim_tokens_by_workspace" ON "galley"."scim_tokens" ("workspace_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "scim_users_by_name" ON "galley"."scim_users" ("workspace_id","user_name_key");--> statement-breakpoint
CREATE UNIQUE INDEX "scim_users_by_external_id" ON "galley"."scim_users" ("workspace_id","external_id");--> statement-breakpoint
CREATE UNIQUE INDEX "scim_users_by_person" ON "galley"."scim_users" ("workspace_id","user_id");--> statement-breakpoint
CREATE INDEX "scim_users_of_person" ON "galley"."scim_users" ("user_id");--> statement-breakpoint
CREATE INDEX "scim_users_by_workspace" ON "galley"."scim_users" ("workspace_id","id");--> statement-breakpoint
ALTER TABLE "galley"."scim_group_members" ADD CONSTRAINT "scim_group_members_group_id_scim_groups_id_fkey" FOREIGN KEY ("group_id") REFERENCES "galley"."scim_groups"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "galley"."scim_group_members" ADD CONSTRAINT "scim_group_members_scim_user_id_scim_users_id_fkey" FOREIGN KEY ("scim_user_id") REFERENCES "galley"."scim_users"("id") ON DELETE CASCADE;--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."privacy_exports" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."privacy_settings" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."retention_policies" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."scim_group_members" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."scim_groups" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."scim_settings" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."scim_tokens" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."scim_users" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));