CREATE TABLE "galley"."installation_keys" (
	"name" text PRIMARY KEY,
	"sealed" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."installation_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."account_events" (
	"id" text PRIMARY KEY,
	"user_id" text,
	"email_hash" text,
	"kind" text NOT NULL,
	"method" text,
	"client_address" text,
	"user_agent" text,
	"details" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."account_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."credentials" (
	"id" text PRIMARY KEY,
	"user_id" text NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"password" text,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."credentials" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."passkeys" (
	"id" text PRIMARY KEY,
	"user_id" text NOT NULL,
	"name" text,
	"public_key" text NOT NULL,
	"credential_id" text NOT NULL,
	"counter" integer NOT NULL,
	"device_type" text NOT NULL,
	"backed_up" boolean NOT NULL,
	"transports" text,
	"aaguid" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."passkeys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."sessions" (
	"id" text PRIMARY KEY,
	"user_id" text NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"active_workspace_id" text,
	"sso_workspace_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."sessions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."two_factors" (
	"id" text PRIMARY KEY,
	"user_id" text NOT NULL,
	"secret" text NOT NULL,
	"backup_codes" text NOT NULL,
	"verified" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."two_factors" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."users" (
	"id" text PRIMARY KEY,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"two_factor_enabled" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."users" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."verifications" (
	"id" text PRIMARY KEY,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."verifications" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."device_grants" (
	"id" text PRIMARY KEY,
	"device_code_hash" text NOT NULL,
	"user_code_hash" text NOT NULL,
	"client_name" text NOT NULL,
	"client_address" text,
	"status" text NOT NULL,
	"user_id" text,
	"workspace_id" text,
	"interval_seconds" integer DEFAULT 5 NOT NULL,
	"polled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."device_grants" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."invitations" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"email" text,
	"role" text NOT NULL,
	"project_ids" text[],
	"token_hash" text NOT NULL,
	"maximum_uses" integer DEFAULT 1 NOT NULL,
	"uses" integer DEFAULT 0 NOT NULL,
	"invited_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "galley"."invitations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."members" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	"project_ids" text[],
	"origin" text NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."members" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."projects" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"archived_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "galley"."projects" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."roles" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"permissions" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."roles" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "galley"."api_keys" ADD COLUMN "hash_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "galley"."api_keys" ADD COLUMN "project_ids" text[];--> statement-breakpoint
ALTER TABLE "galley"."api_keys" ADD COLUMN "user_id" text;--> statement-breakpoint
ALTER TABLE "galley"."api_keys" ADD COLUMN "created_by" text;--> statement-breakpoint
ALTER TABLE "galley"."api_keys" ADD COLUMN "rotated_from" text;--> statement-breakpoint
ALTER TABLE "galley"."api_keys" ADD COLUMN "last_used_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "galley"."workspaces" ADD COLUMN "sso_enforced" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "galley"."workspaces" ADD COLUMN "deleted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "galley"."workspaces" ADD COLUMN "purge_after" timestamp with time zone;--> statement-breakpoint
DROP INDEX "galley"."api_keys_by_workspace";--> statement-breakpoint
CREATE INDEX "api_keys_by_workspace" ON "galley"."api_keys" ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "account_events_by_user" ON "galley"."account_events" ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "account_events_by_email" ON "galley"."account_events" ("email_hash","created_at");--> statement-breakpoint
CREATE INDEX "account_events_by_address" ON "galley"."account_events" ("client_address","created_at");--> statement-breakpoint
CREATE INDEX "account_events_by_time" ON "galley"."account_events" ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "credentials_by_account" ON "galley"."credentials" ("provider_id","account_id");--> statement-breakpoint
CREATE INDEX "credentials_by_user" ON "galley"."credentials" ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "passkeys_by_credential" ON "galley"."passkeys" ("credential_id");--> statement-breakpoint
CREATE INDEX "passkeys_by_user" ON "galley"."passkeys" ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_by_token" ON "galley"."sessions" ("token");--> statement-breakpoint
CREATE INDEX "sessions_by_user" ON "galley"."sessions" ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_by_expiry" ON "galley"."sessions" ("expires_at");--> statement-breakpoint
CREATE INDEX "two_factors_by_user" ON "galley"."two_factors" ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_by_email" ON "galley"."users" ("email");--> statement-breakpoint
CREATE INDEX "verifications_by_identifier" ON "galley"."verifications" ("identifier");--> statement-breakpoint
CREATE INDEX "verifications_by_expiry" ON "galley"."verifications" ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "device_grants_by_device_code" ON "galley"."device_grants" ("device_code_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "device_grants_by_user_code" ON "galley"."device_grants" ("user_code_hash");--> statement-breakpoint
CREATE INDEX "device_grants_by_expiry" ON "galley"."device_grants" ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_by_token" ON "galley"."invitations" ("token_hash");--> statement-breakpoint
CREATE INDEX "invitations_by_workspace" ON "galley"."invitations" ("workspace_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "members_by_user" ON "galley"."members" ("workspace_id","user_id");--> statement-breakpoint
CREATE INDEX "members_of_user" ON "galley"."members" ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "projects_by_name" ON "galley"."projects" ("workspace_id",lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "roles_by_name" ON "galley"."roles" ("workspace_id",lower("name"));--> statement-breakpoint
ALTER TABLE "galley"."account_events" ADD CONSTRAINT "account_events_user_id_users_id_fkey" FOREIGN KEY ("user_id") REFERENCES "galley"."users"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "galley"."credentials" ADD CONSTRAINT "credentials_user_id_users_id_fkey" FOREIGN KEY ("user_id") REFERENCES "galley"."users"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "galley"."passkeys" ADD CONSTRAINT "passkeys_user_id_users_id_fkey" FOREIGN KEY ("user_id") REFERENCES "galley"."users"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "galley"."sessions" ADD CONSTRAINT "sessions_user_id_users_id_fkey" FOREIGN KEY ("user_id") REFERENCES "galley"."users"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "galley"."two_factors" ADD CONSTRAINT "two_factors_user_id_users_id_fkey" FOREIGN KEY ("user_id") REFERENCES "galley"."users"("id") ON DELETE CASCADE;--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."installation_keys" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."account_events" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."credentials" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."passkeys" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."sessions" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."two_factors" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "co_members" ON "galley"."users" AS PERMISSIVE FOR SELECT TO "galley_app" USING (exists (select from galley.members m
  where m.user_id = users.id and m.workspace_id = (select current_setting('galley.workspace_id', true))));--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."verifications" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."device_grants" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."invitations" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."members" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."projects" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."roles" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));