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
CREATE TABLE "galley"."throttles" (
	"key" text PRIMARY KEY,
	"attempts" double precision NOT NULL,
	"allowed_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."throttles" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."two_factors" (
	"id" text PRIMARY KEY,
	"user_id" text NOT NULL,
	"secret" text NOT NULL,
	"backup_codes" text NOT NULL,
	"verified" boolean DEFAULT true NOT NULL,
	"failed_verification_count" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamp with time zone
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
CREATE TABLE "galley"."audit_heads" (
	"workspace_id" text PRIMARY KEY,
	"seq" bigint DEFAULT 0 NOT NULL,
	"hash" text DEFAULT '0000000000000000000000000000000000000000000000000000000000000000' NOT NULL,
	"first_seq" bigint DEFAULT 1 NOT NULL,
	"base_hash" text DEFAULT '0000000000000000000000000000000000000000000000000000000000000000' NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."audit_heads" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."branding" (
	"workspace_id" text PRIMARY KEY,
	"product_name" text,
	"logos" jsonb DEFAULT '{}' NOT NULL,
	"primary_color" text,
	"accent_color" text,
	"background_color" text,
	"sender_name" text,
	"sender_reply_to" text,
	"sender_address" text,
	"custom_domain" text,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."branding" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."domains" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"purposes" text[] NOT NULL,
	"token" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"verified_at" timestamp with time zone,
	"last_checked_at" timestamp with time zone,
	"last_error" text,
	"missing_since" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "galley"."domains" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."device_grants" (
	"id" text PRIMARY KEY,
	"device_code_hash" text NOT NULL,
	"user_code_hash" text NOT NULL,
	"client_name" text NOT NULL,
	"client_address" text,
	"status" text NOT NULL,
	"user_id" text,
	"workspace_id" text,
	"is_vouched" boolean DEFAULT false NOT NULL,
	"interval_seconds" integer DEFAULT 5 NOT NULL,
	"polled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."device_grants" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."mail_suppressions" (
	"address_hash" text,
	"category" text,
	"reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mail_suppressions_pkey" PRIMARY KEY("address_hash","category","reason")
);
--> statement-breakpoint
ALTER TABLE "galley"."mail_suppressions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."mails" (
	"id" text PRIMARY KEY,
	"name" text NOT NULL,
	"category" text NOT NULL,
	"sent_for" text,
	"sealed" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."mails" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
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
CREATE TABLE "galley"."sso_assertions" (
	"hash" text PRIMARY KEY,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."sso_assertions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."sso_attempts" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"connection_id" text NOT NULL,
	"state_hash" text NOT NULL,
	"browser_hash" text NOT NULL,
	"request_id" text,
	"checks" text,
	"return_path" text NOT NULL,
	"tested_by" text,
	"outcome" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "galley"."sso_attempts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."sso_connections" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"settings" jsonb NOT NULL,
	"client_secret" text,
	"default_role" text NOT NULL,
	"role_mapping" jsonb NOT NULL,
	"just_in_time" boolean NOT NULL,
	"is_enabled" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"configured_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."sso_connections" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."sso_identities" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"connection_id" text NOT NULL,
	"subject" text NOT NULL,
	"user_id" text NOT NULL,
	"email" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_signed_in_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."sso_identities" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
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
	"mails" integer DEFAULT 0 NOT NULL,
	"mailed_at" timestamp with time zone,
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
ALTER TABLE "galley"."usage_events" ADD COLUMN "project_id" text DEFAULT coalesce(current_setting('galley.project_id', true), '') NOT NULL;--> statement-breakpoint
ALTER TABLE "galley"."documents" ADD COLUMN "project_id" text DEFAULT coalesce(current_setting('galley.project_id', true), '') NOT NULL;--> statement-breakpoint
ALTER TABLE "galley"."sources" ADD COLUMN "project_id" text DEFAULT coalesce(current_setting('galley.project_id', true), '') NOT NULL;--> statement-breakpoint
ALTER TABLE "galley"."events" ADD COLUMN "project_id" text DEFAULT coalesce(current_setting('galley.project_id', true), '') NOT NULL;--> statement-breakpoint
ALTER TABLE "galley"."jobs" ADD COLUMN "project_id" text DEFAULT coalesce(current_setting('galley.project_id', true), '') NOT NULL;--> statement-breakpoint
ALTER TABLE "galley"."audit_entries" ADD COLUMN "seq" bigint;--> statement-breakpoint
ALTER TABLE "galley"."audit_entries" ADD COLUMN "actor_id" text GENERATED ALWAYS AS (actor ->> 'id') STORED;--> statement-breakpoint
ALTER TABLE "galley"."audit_entries" ADD COLUMN "client_address" text;--> statement-breakpoint
ALTER TABLE "galley"."audit_entries" ADD COLUMN "previous_hash" text;--> statement-breakpoint
ALTER TABLE "galley"."audit_entries" ADD COLUMN "hash" text;--> statement-breakpoint
ALTER TABLE "galley"."api_keys" ADD COLUMN "hash_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "galley"."api_keys" ADD COLUMN "project_ids" text[];--> statement-breakpoint
ALTER TABLE "galley"."api_keys" ADD COLUMN "user_id" text;--> statement-breakpoint
ALTER TABLE "galley"."api_keys" ADD COLUMN "is_vouched" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "galley"."api_keys" ADD COLUMN "created_by" text;--> statement-breakpoint
ALTER TABLE "galley"."api_keys" ADD COLUMN "rotated_from" text;--> statement-breakpoint
ALTER TABLE "galley"."api_keys" ADD COLUMN "last_used_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "galley"."workspaces" ADD COLUMN "sso_enforced" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "galley"."workspaces" ADD COLUMN "deleted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "galley"."workspaces" ADD COLUMN "purge_after" timestamp with time zone;--> statement-breakpoint
DROP INDEX "galley"."sources_by_content";--> statement-breakpoint
CREATE UNIQUE INDEX "sources_by_content" ON "galley"."sources" ("workspace_id","project_id","content_hash");--> statement-breakpoint
DROP INDEX "galley"."jobs_dedupe";--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_dedupe" ON "galley"."jobs" ("workspace_id","project_id","name","dedupe_key") WHERE dedupe_key is not null and status in ('queued', 'running', 'waiting');--> statement-breakpoint
DROP INDEX "galley"."audit_entries_by_subject";--> statement-breakpoint
CREATE INDEX "audit_entries_by_subject" ON "galley"."audit_entries" ("workspace_id","subject","seq");--> statement-breakpoint
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
CREATE INDEX "throttles_by_time" ON "galley"."throttles" ("updated_at");--> statement-breakpoint
CREATE UNIQUE INDEX "two_factors_by_user" ON "galley"."two_factors" ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_by_email" ON "galley"."users" ("email");--> statement-breakpoint
CREATE INDEX "verifications_by_identifier" ON "galley"."verifications" ("identifier");--> statement-breakpoint
CREATE INDEX "verifications_by_user" ON "galley"."verifications" (left("value", 30));--> statement-breakpoint
CREATE INDEX "verifications_by_expiry" ON "galley"."verifications" ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "audit_entries_by_seq" ON "galley"."audit_entries" ("workspace_id","seq");--> statement-breakpoint
CREATE INDEX "audit_entries_by_time" ON "galley"."audit_entries" ("workspace_id","created_at");--> statement-breakpoint
CREATE INDEX "audit_entries_by_action" ON "galley"."audit_entries" ("workspace_id","action" text_pattern_ops,"seq");--> statement-breakpoint
CREATE INDEX "audit_entries_by_actor" ON "galley"."audit_entries" ("workspace_id","actor_id","seq");--> statement-breakpoint
CREATE INDEX "audit_entries_by_request" ON "galley"."audit_entries" ("workspace_id","request_id");--> statement-breakpoint
CREATE UNIQUE INDEX "domains_by_name" ON "galley"."domains" ("workspace_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "domains_verified_by_name" ON "galley"."domains" ("name") WHERE "verified_at" is not null;--> statement-breakpoint
CREATE INDEX "domains_by_id" ON "galley"."domains" ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "api_keys_of_user" ON "galley"."api_keys" ("user_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "device_grants_by_device_code" ON "galley"."device_grants" ("device_code_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "device_grants_by_user_code" ON "galley"."device_grants" ("user_code_hash");--> statement-breakpoint
CREATE INDEX "device_grants_by_expiry" ON "galley"."device_grants" ("expires_at");--> statement-breakpoint
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
CREATE INDEX "sso_assertions_by_expiry" ON "galley"."sso_assertions" ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "sso_attempts_by_state" ON "galley"."sso_attempts" ("state_hash");--> statement-breakpoint
CREATE INDEX "sso_attempts_by_expiry" ON "galley"."sso_attempts" ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "sso_connections_by_name" ON "galley"."sso_connections" ("workspace_id","name");--> statement-breakpoint
CREATE INDEX "sso_connections_by_workspace" ON "galley"."sso_connections" ("workspace_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "sso_identities_by_subject" ON "galley"."sso_identities" ("connection_id","subject");--> statement-breakpoint
CREATE UNIQUE INDEX "sso_identities_by_user" ON "galley"."sso_identities" ("connection_id","user_id");--> statement-breakpoint
CREATE INDEX "sso_identities_by_workspace" ON "galley"."sso_identities" ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "sso_identities_of_user" ON "galley"."sso_identities" ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_by_token" ON "galley"."invitations" ("token_hash");--> statement-breakpoint
CREATE INDEX "invitations_by_email" ON "galley"."invitations" ("email","mailed_at");--> statement-breakpoint
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
ALTER TABLE "galley"."scim_group_members" ADD CONSTRAINT "scim_group_members_group_id_scim_groups_id_fkey" FOREIGN KEY ("group_id") REFERENCES "galley"."scim_groups"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "galley"."scim_group_members" ADD CONSTRAINT "scim_group_members_scim_user_id_scim_users_id_fkey" FOREIGN KEY ("scim_user_id") REFERENCES "galley"."scim_users"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "galley"."sso_identities" ADD CONSTRAINT "sso_identities_connection_id_sso_connections_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "galley"."sso_connections"("id") ON DELETE CASCADE;--> statement-breakpoint
CREATE POLICY "project" ON "galley"."usage_events" AS RESTRICTIVE FOR ALL TO "galley_app" USING ((select nullif(current_setting('galley.project_ids', true), '')::text[]) is null or project_id = any((select nullif(current_setting('galley.project_ids', true), '')::text[])::text[])) WITH CHECK ((select nullif(current_setting('galley.project_ids', true), '')::text[]) is null or project_id = any((select nullif(current_setting('galley.project_ids', true), '')::text[])::text[]));--> statement-breakpoint
CREATE POLICY "project" ON "galley"."documents" AS RESTRICTIVE FOR ALL TO "galley_app" USING ((select nullif(current_setting('galley.project_ids', true), '')::text[]) is null or project_id = any((select nullif(current_setting('galley.project_ids', true), '')::text[])::text[])) WITH CHECK ((select nullif(current_setting('galley.project_ids', true), '')::text[]) is null or project_id = any((select nullif(current_setting('galley.project_ids', true), '')::text[])::text[]));--> statement-breakpoint
CREATE POLICY "project" ON "galley"."sources" AS RESTRICTIVE FOR ALL TO "galley_app" USING ((select nullif(current_setting('galley.project_ids', true), '')::text[]) is null or project_id = any((select nullif(current_setting('galley.project_ids', true), '')::text[])::text[])) WITH CHECK ((select nullif(current_setting('galley.project_ids', true), '')::text[]) is null or project_id = any((select nullif(current_setting('galley.project_ids', true), '')::text[])::text[]));--> statement-breakpoint
CREATE POLICY "project" ON "galley"."events" AS RESTRICTIVE FOR ALL TO "galley_app" USING ((select nullif(current_setting('galley.project_ids', true), '')::text[]) is null or project_id = any((select nullif(current_setting('galley.project_ids', true), '')::text[])::text[])) WITH CHECK ((select nullif(current_setting('galley.project_ids', true), '')::text[]) is null or project_id = any((select nullif(current_setting('galley.project_ids', true), '')::text[])::text[]));--> statement-breakpoint
CREATE POLICY "project" ON "galley"."jobs" AS RESTRICTIVE FOR ALL TO "galley_app" USING ((select nullif(current_setting('galley.project_ids', true), '')::text[]) is null or project_id = any((select nullif(current_setting('galley.project_ids', true), '')::text[])::text[])) WITH CHECK ((select nullif(current_setting('galley.project_ids', true), '')::text[]) is null or project_id = any((select nullif(current_setting('galley.project_ids', true), '')::text[])::text[]));--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."installation_keys" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."account_events" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."credentials" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."passkeys" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."sessions" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."throttles" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."two_factors" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "co_members" ON "galley"."users" AS PERMISSIVE FOR SELECT TO "galley_app" USING (exists (select from galley.members m
  where m.user_id = users.id and m.workspace_id = (select current_setting('galley.workspace_id', true))));--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."verifications" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."audit_heads" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."branding" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."domains" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."device_grants" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."mail_suppressions" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."mails" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."privacy_exports" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."privacy_settings" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."retention_policies" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."scim_group_members" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."scim_groups" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."scim_settings" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."scim_tokens" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."scim_users" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."sso_assertions" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."sso_attempts" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."sso_connections" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."sso_identities" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."invitations" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."members" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."projects" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."roles" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));